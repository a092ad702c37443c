package io.orderflow.catalog;

import io.orderflow.command.MoneyBody;
import org.jspecify.annotations.Nullable;

/**
 * A product as clients read it; {@code stock} is what can still be sold, {@code reserved} what
 * orders under way hold beside it.
 */
record ProductBody(
    String sku,
    String name,
    @Nullable String description,
    MoneyBody unitPrice,
    long stock,
    long reserved) {

  static ProductBody of(CatalogEntry entry) {
    var product = entry.product();
    return new ProductBody(
        product.sku().value(),
        product.name(),
        product.description(),
        MoneyBody.of(product.unitPrice()),
        product.stock(),
        entry.reserved());
  }
}
