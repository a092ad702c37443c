package io.orderflow.api.order;

import io.orderflow.api.OrderId;

/**
 * What one module asks another about an order. Each is answered with an {@code Optional}, empty
 * where there is no such order.
 */
public sealed interface OrderQuery {

  OrderId orderId();

  /**
   * Answered with {@link ShippingAddress}; empty also where none was given or it has been erased.
   */
  record FindShippingAddress(OrderId orderId) implements OrderQuery {}

  /**
   * Answered with {@link NotificationList}, without items where nothing has been sent; empty where
   * no notifications are sent at all.
   */
  record FindNotifications(OrderId orderId) implements OrderQuery {}
}
