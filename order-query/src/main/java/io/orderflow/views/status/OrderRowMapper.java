package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Reference;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView.Cancellation;
import io.orderflow.api.order.OrderView.Shipment;
import io.orderflow.api.order.OrderView.StepView;
import io.orderflow.api.order.PaymentStatus;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.views.status.Attentions.Raised;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an order's state lies in its row. The mapper is its own: what is set about the JSON of HTTP
 * must not change what is stored.
 */
@Component
class OrderRowMapper {

  private final JsonMapper json = JsonMapping.applyTo(JsonMapper.builder()).build();

  StoredOrder write(OrderViewState order) {
    var placed = order.placed();
    var progress = order.progress();
    return new StoredOrder(
        placed.orderId().value(),
        order.version(),
        progress.status().name(),
        order.payment().status().name(),
        progress.fulfillmentStatus().name(),
        placed.customerId().value(),
        placed.total().amount(),
        placed.total().currency().getCurrencyCode(),
        placed.paymentMethod().value(),
        placed.reference() == null ? null : placed.reference().value(),
        placed.createdAt(),
        order.updatedAt(),
        text(placed.items()),
        text(order.steps().steps()),
        progress.shipment() == null ? null : text(progress.shipment()),
        progress.cancellation() == null ? null : text(progress.cancellation()),
        text(order.attentions().raised()),
        text(order.payment().charges()));
  }

  OrderViewState read(StoredOrder row) {
    return new OrderViewState(
        placed(row),
        progress(row),
        new PaymentState(
            PaymentStatus.valueOf(row.paymentStatus()), value(row.charges(), Charges.class)),
        new StepLedger(list(row.steps(), StepView.class)),
        new Attentions(list(row.attention(), Raised.class)),
        row.version(),
        row.updatedAt());
  }

  private PlacedOrder placed(StoredOrder row) {
    return new PlacedOrder(
        new OrderId(row.orderId()),
        new CustomerId(row.customerId()),
        new Money(row.total().stripTrailingZeros(), Currency.getInstance(row.currency())),
        list(row.items(), OrderLine.class),
        new PaymentMethod(row.paymentMethod()),
        row.reference() == null ? null : new Reference(row.reference()),
        row.createdAt());
  }

  private OrderProgress progress(StoredOrder row) {
    return new OrderProgress(
        OrderStatus.valueOf(row.status()),
        FulfillmentStatus.valueOf(row.fulfillmentStatus()),
        optional(row.shipment(), Shipment.class),
        optional(row.cancellation(), Cancellation.class));
  }

  private String text(Object value) {
    return json.writeValueAsString(value);
  }

  private <T> T value(String text, Class<T> type) {
    return json.readValue(text, type);
  }

  private <T> @Nullable T optional(@Nullable String text, Class<T> type) {
    return text == null ? null : value(text, type);
  }

  private <T> List<T> list(String text, Class<T> element) {
    return json.readerForListOf(element).readValue(text);
  }
}
