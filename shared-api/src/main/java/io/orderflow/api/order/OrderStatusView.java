package io.orderflow.api.order;

import io.orderflow.api.OrderId;
import java.time.Instant;

/** The short answer to "how far is it?". */
public record OrderStatusView(
    OrderId orderId, OrderStatus status, long version, Instant updatedAt) {}
