/** Placing and cancelling orders. */
@NullMarked
package io.orderflow.ordering;

import org.jspecify.annotations.NullMarked;
