/** The read side, put together. */
@NullMarked
package io.orderflow.query;

import org.jspecify.annotations.NullMarked;
