/** The process side of orderflow as one module. */
@NullMarked
package io.orderflow.process;

import org.jspecify.annotations.NullMarked;
