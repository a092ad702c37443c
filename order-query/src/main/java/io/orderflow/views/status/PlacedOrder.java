package io.orderflow.views.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Reference;
import io.orderflow.api.order.OrderEvent.LabelsChanged;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.api.order.OrderLine;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order was placed with. Only its labels change later.
 *
 * @param number null for orders placed before there were numbers
 * @param labels not stored where there are none, so that a replay writes the rows that were stored
 *     before there were labels as they are
 */
record PlacedOrder(
    OrderId orderId,
    CustomerId customerId,
    Money total,
    List<OrderLine> items,
    PaymentMethod paymentMethod,
    @Nullable Reference reference,
    @Nullable OrderNumber number,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Labels labels,
    Instant createdAt) {

  PlacedOrder {
    items = List.copyOf(items);
    labels = Objects.requireNonNullElse(labels, Labels.NONE);
  }

  static PlacedOrder by(OrderCreated event) {
    return new PlacedOrder(
        event.orderId(),
        event.customerId(),
        event.total(),
        event.lines(),
        event.paymentMethod(),
        event.reference(),
        event.number(),
        event.labels(),
        event.placedAt());
  }

  PlacedOrder changed(LabelsChanged event) {
    return new PlacedOrder(
        orderId,
        customerId,
        total,
        items,
        paymentMethod,
        reference,
        number,
        labels.changed(event.set(), event.removed()),
        createdAt);
  }
}
