/** Placing and cancelling orders, and the aggregate that decides everything about one. */
@NullMarked
package io.orderflow.ordering;

import org.jspecify.annotations.NullMarked;
