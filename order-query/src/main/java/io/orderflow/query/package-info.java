/** The read side as one module. */
@NullMarked
package io.orderflow.query;

import org.jspecify.annotations.NullMarked;
