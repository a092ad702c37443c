/** The view of orders: each is folded from its events into one row and read from there. */
@NullMarked
package io.orderflow.views.status;

import org.jspecify.annotations.NullMarked;
