/** Callbacks of partners that match no order. */
@NullMarked
package io.orderflow.console.callbacks;

import org.jspecify.annotations.NullMarked;
