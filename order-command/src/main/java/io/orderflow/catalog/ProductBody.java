package io.orderflow.catalog;

import io.orderflow.command.MoneyBody;
import org.jspecify.annotations.Nullable;

/** A product as clients read it; {@code stock} is what can still be sold. */
record ProductBody(
    String sku, String name, @Nullable String description, MoneyBody unitPrice, long stock) {

  static ProductBody of(Product product) {
    return new ProductBody(
        product.sku().value(),
        product.name(),
        product.description(),
        MoneyBody.of(product.unitPrice()),
        product.stock());
  }
}
