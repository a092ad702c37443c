package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderStatusView;
import java.time.Instant;
import java.util.UUID;

/** The columns that a status needs. */
record StoredStatus(
    UUID orderId, String customerId, String status, long version, Instant updatedAt) {

  OrderStatusView view() {
    return new OrderStatusView(
        new OrderId(orderId), OrderStatus.valueOf(status), version, updatedAt);
  }
}
