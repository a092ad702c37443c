package io.orderflow.views.stream;

import io.orderflow.api.order.OrderView;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one event changed in an order.
 *
 * @param before the order without the event; null if it was placed by it
 * @param after the order with it
 * @param json the order with it, as streams tell it
 */
record OrderChange(@Nullable OrderView before, OrderView after, String json) {

  /** Whether the order was one of these and is no longer. */
  boolean leaves(Predicate<OrderView> orders) {
    return before != null && orders.test(before) && !orders.test(after);
  }
}
