package io.orderflow.ordering;

import io.orderflow.api.Labels;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.command.MoneyBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a placed order: the order as it was created, whenever the request is repeated.
 *
 * @param number null for an order placed before there were numbers
 */
record PlacedOrderBody(
    String orderId,
    String customerId,
    OrderStatus status,
    long version,
    MoneyBody total,
    List<OrderLineBody> items,
    String paymentMethod,
    @Nullable String reference,
    @Nullable OrderNumber number,
    Labels labels) {

  PlacedOrderBody {
    items = List.copyOf(items);
  }

  static PlacedOrderBody of(OrderCreated created) {
    return new PlacedOrderBody(
        created.orderId().toString(),
        created.customerId().value(),
        OrderStatus.CREATED,
        0,
        MoneyBody.of(created.total()),
        created.lines().stream().map(OrderLineBody::of).toList(),
        created.paymentMethod().value(),
        created.reference() == null ? null : created.reference().value(),
        created.number(),
        created.labels());
  }
}
