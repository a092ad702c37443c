/**
 * Placing and cancelling orders, and the aggregate that referees everything that happens to one.
 */
@NullMarked
package io.orderflow.ordering;

import org.jspecify.annotations.NullMarked;
