package io.orderflow.views.stream;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.Reference;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.PaymentStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as a stream tells it.
 *
 * @param version of the order; a stream tells each once
 * @param attention the steps that need a person, each once
 */
record OrderMessage(
    OrderId orderId,
    CustomerId customerId,
    @Nullable Reference reference,
    @Nullable OrderNumber number,
    Labels labels,
    OrderStatus status,
    PaymentStatus paymentStatus,
    FulfillmentStatus fulfillmentStatus,
    long version,
    Money total,
    List<Step> attention,
    @Nullable CancellationReason cancellationReason,
    Instant createdAt,
    Instant updatedAt) {

  OrderMessage {
    attention = List.copyOf(attention);
  }

  static OrderMessage of(OrderView order) {
    var cancellation = order.cancellation();
    return new OrderMessage(
        order.orderId(),
        order.customerId(),
        order.reference(),
        order.number(),
        order.labels(),
        order.status(),
        order.paymentStatus(),
        order.fulfillmentStatus(),
        order.version(),
        order.total(),
        order.attention().stream().map(OrderView.Attention::step).distinct().toList(),
        cancellation == null ? null : cancellation.reason(),
        order.createdAt(),
        order.updatedAt());
  }
}
