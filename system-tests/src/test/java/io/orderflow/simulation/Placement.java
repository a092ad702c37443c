package io.orderflow.simulation;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.order.OrderCommand.CreateOrder;
import io.orderflow.api.order.OrderLine;
import java.time.Instant;
import java.util.List;

/** The order of every life: two of a thing, which costs something or nothing. */
final class Placement {

  static final int PIECES = 2;
  static final Money PRICE = Money.of("10.00", "EUR");

  private Placement() {}

  static CreateOrder of(OrderId orderId, Money price) {
    var line = new OrderLine(new Sku("SKU-1"), "A thing", new Quantity(PIECES), price);
    return new CreateOrder(
        orderId,
        new CustomerId("c-1"),
        List.of(line),
        new PaymentMethod("pm"),
        null,
        new OrderNumber("2026-000001"),
        Labels.NONE,
        "print",
        Instant.EPOCH);
  }
}
