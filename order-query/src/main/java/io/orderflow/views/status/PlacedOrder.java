package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Reference;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.api.order.OrderLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order was placed with; it never changes. */
record PlacedOrder(
    OrderId orderId,
    CustomerId customerId,
    Money total,
    List<OrderLine> items,
    PaymentMethod paymentMethod,
    @Nullable Reference reference,
    Instant createdAt) {

  PlacedOrder {
    items = List.copyOf(items);
  }

  static PlacedOrder by(OrderCreated event) {
    return new PlacedOrder(
        event.orderId(),
        event.customerId(),
        event.total(),
        event.lines(),
        event.paymentMethod(),
        event.reference(),
        event.placedAt());
  }
}
