package io.orderflow.simulator.wire;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line of a job or shipment. */
public record GoodsLine(String sku, int quantity) {

  private static final int MAX_SKU = 64;
  private static final int MAX_QUANTITY = 1_000_000_000;

  public GoodsLine {
    sku = FieldChecks.visible("sku", sku, MAX_SKU);
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw new IllegalArgumentException("quantity must be between 1 and " + MAX_QUANTITY);
    }
  }

  /** The lines as one text, independent of their order. */
  public static String canonical(List<GoodsLine> lines) {
    return lines.stream()
        .map(line -> line.sku + "=" + line.quantity)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** The first of these SKUs that a line has. */
  public static @Nullable String firstOf(List<GoodsLine> lines, List<String> skus) {
    return skus.stream()
        .filter(sku -> lines.stream().anyMatch(line -> line.sku.equals(sku)))
        .findFirst()
        .orElse(null);
  }
}
