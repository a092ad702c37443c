package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.api.catalog.CatalogCommand.Line;
import io.orderflow.api.catalog.CatalogCommand.ReleaseStock;
import io.orderflow.api.catalog.CatalogCommand.ReserveStock;
import io.orderflow.api.catalog.StockOutcome;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Reserves and releases the stock of orders, each call in the transaction of its command.
 *
 * <p>Both take the row of the order's decision first and the rows of its products second, in the
 * order of their SKUs: so calls for one order follow each other, no two calls can wait for each
 * other in a circle, and what was read stays true until the commit.
 */
@Component
class StockCommandHandler {

  private final StockLedger ledger;

  StockCommandHandler(StockLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Takes all lines or none. The first answer for an order is its only one; after a release it is
   * no.
   */
  @CommandHandler
  StockOutcome reserve(ReserveStock command) {
    if (!ledger.openDecision(command.orderId())) {
      return ledger.decided(command.orderId());
    }
    SortedMap<Sku, Integer> wanted = wanted(command.lines());
    var missing = missing(wanted, ledger.lockStock(wanted.keySet()));
    if (!missing.isEmpty()) {
      String detail = "Not enough in stock of " + String.join(", ", missing) + ".";
      ledger.refuse(command.orderId(), detail);
      return new StockOutcome.Refused(detail);
    }
    ledger.take(command.orderId(), wanted);
    return new StockOutcome.Reserved();
  }

  /** Gives back what the order holds. */
  @CommandHandler
  StockOutcome release(ReleaseStock command) {
    if (ledger.markReleased(command.orderId())) {
      SortedMap<Sku, Integer> held = ledger.dropReservations(command.orderId());
      ledger.lockStock(held.keySet());
      ledger.giveBack(held);
    }
    return new StockOutcome.Released();
  }

  private static SortedMap<Sku, Integer> wanted(Collection<Line> lines) {
    return lines.stream()
        .collect(
            Collectors.toMap(
                Line::sku, line -> line.quantity().value(), Math::addExact, TreeMap::new));
  }

  /** A product the catalogue never had counts as none in stock. */
  private static Collection<String> missing(
      SortedMap<Sku, Integer> wanted, SortedMap<Sku, Long> stock) {
    return wanted.entrySet().stream()
        .filter(line -> stock.getOrDefault(line.getKey(), 0L) < line.getValue())
        .map(line -> line.getKey().value())
        .toList();
  }
}
