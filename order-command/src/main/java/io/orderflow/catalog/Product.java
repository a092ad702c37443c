package io.orderflow.catalog;

import io.orderflow.api.Money;
import io.orderflow.api.Sku;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be ordered.
 *
 * @param name at most {@value #MAX_NAME} characters
 * @param description at most {@value #MAX_DESCRIPTION} characters
 * @param stock how many pieces can still be sold; what orders have reserved is no longer counted.
 *     Can be set to 0 to {@value #MAX_STOCK}, and is beyond it where orders give back more
 */
public record Product(
    Sku sku, String name, @Nullable String description, Money unitPrice, long stock) {

  public static final int MAX_NAME = 200;
  public static final int MAX_DESCRIPTION = 4000;
  public static final long MAX_STOCK = 1_000_000_000;

  static long requireStock(long stock) {
    if (stock < 0 || stock > MAX_STOCK) {
      throw new IllegalArgumentException("stock must be between 0 and " + MAX_STOCK);
    }
    return stock;
  }
}
