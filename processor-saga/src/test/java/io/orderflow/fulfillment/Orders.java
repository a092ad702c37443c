package io.orderflow.fulfillment;

import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;

/** Events as the write side would have stored them. */
final class Orders {

  static final Money TOTAL = Money.of("25.00", "EUR");

  private Orders() {}

  static Stored created(OrderId order) {
    return event(order, 0, FulfillmentSagaTest.created(order));
  }

  static Stored event(OrderId order, long sequence, OrderEvent event) {
    return new Stored(order, sequence, event);
  }

  /** One event with its place in its order's stream. */
  record Stored(OrderId order, long sequence, OrderEvent event) {}
}
