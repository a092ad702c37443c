package io.orderflow.api.catalog;

import io.orderflow.api.OrderId;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import java.util.List;
import org.axonframework.commandhandling.RoutingKey;

/**
 * What can be asked of the catalog's stock. Both are idempotent per order, and the undo wins: once
 * released, a reservation for that order is refused for ever, whichever of the two arrived first.
 */
public sealed interface StockCommand {

  @RoutingKey
  OrderId orderId();

  /** Takes all lines or none. Answered with {@link StockOutcome}. */
  record ReserveStock(@RoutingKey OrderId orderId, List<Line> lines) implements StockCommand {

    public ReserveStock {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Gives back whatever the order holds. Answered with {@link StockOutcome.Released}, also where it
   * held nothing.
   */
  record ReleaseStock(@RoutingKey OrderId orderId) implements StockCommand {}

  /** So many of one product. */
  record Line(Sku sku, Quantity quantity) {}
}
