package io.orderflow.ordering;

import io.orderflow.api.order.OrderLine;
import io.orderflow.command.MoneyBody;

/** One item of an order as clients read it. */
record OrderLineBody(String sku, String name, int quantity, MoneyBody unitPrice, MoneyBody total) {

  static OrderLineBody of(OrderLine line) {
    return new OrderLineBody(
        line.sku().value(),
        line.name(),
        line.quantity().value(),
        MoneyBody.of(line.unitPrice()),
        MoneyBody.of(line.total()));
  }
}
