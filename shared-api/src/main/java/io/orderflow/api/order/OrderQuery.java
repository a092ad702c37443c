package io.orderflow.api.order;

import io.orderflow.api.OrderId;

/**
 * What can be asked about an order. Each is answered with an {@code Optional}, empty where there is
 * no such order.
 */
public sealed interface OrderQuery {

  OrderId orderId();

  /** Answered with {@link OrderView}. */
  record FindOrder(OrderId orderId) implements OrderQuery {}

  /** Answered with {@link OrderStatusView}; cheaper than the whole order. */
  record FindOrderStatus(OrderId orderId) implements OrderQuery {}

  /**
   * Answered with {@link ShippingAddress}; empty also where none was given or it has been erased.
   */
  record FindShippingAddress(OrderId orderId) implements OrderQuery {}
}
