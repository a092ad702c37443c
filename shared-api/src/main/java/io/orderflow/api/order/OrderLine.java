package io.orderflow.api.order;

import io.orderflow.api.Money;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;

/**
 * One position of an order. Name and unit price are a snapshot taken when the order was placed:
 * what later happens to the product changes nothing here.
 */
public record OrderLine(Sku sku, String name, Quantity quantity, Money unitPrice) {

  public Money total() {
    return unitPrice.times(quantity);
  }
}
