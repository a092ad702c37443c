package io.orderflow.api.order;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about an order. Each is answered with an {@code Optional}, empty where there is
 * no such order.
 */
public sealed interface OrderQuery {

  OrderId orderId();

  /**
   * Answered with {@link OrderView}.
   *
   * @param customerId only if the order is this customer's; null where whose it is does not matter
   */
  record FindOrder(OrderId orderId, @Nullable CustomerId customerId) implements OrderQuery {}

  /**
   * Answered with {@link OrderStatusView}; cheaper than the whole order.
   *
   * @param customerId only if the order is this customer's; null where whose it is does not matter
   */
  record FindOrderStatus(OrderId orderId, @Nullable CustomerId customerId) implements OrderQuery {}

  /**
   * Answered with {@link ShippingAddress}; empty also where none was given or it has been erased.
   */
  record FindShippingAddress(OrderId orderId) implements OrderQuery {}
}
