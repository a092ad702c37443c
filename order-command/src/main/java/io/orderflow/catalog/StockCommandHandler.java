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
 * Reserves and releases the stock of orders, each call in the transaction of its command and in two
 * statements.
 *
 * <p>Both lock the row of the order's decision first and the rows of its products second, in the
 * order of their SKUs. Calls for one order therefore follow each other, no two calls deadlock, and
 * what was read stays true until the commit.
 */
@Component
class StockCommandHandler {

  private final StockLedger ledger;

  StockCommandHandler(StockLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Reserves all lines or none. The first answer for an order is repeated for good; after a release
   * nothing is reserved.
   */
  @CommandHandler
  StockOutcome reserve(ReserveStock command) {
    SortedMap<Sku, Integer> wanted = wanted(command.lines());
    var stock = ledger.decide(command.orderId(), wanted.keySet());
    if (stock.isEmpty()) {
      return ledger.decided(command.orderId());
    }
    var missing = missing(wanted, stock.get());
    if (!missing.isEmpty()) {
      String detail = "Not enough in stock of " + String.join(", ", missing) + ".";
      ledger.refuse(command.orderId(), detail);
      return new StockOutcome.Refused(detail);
    }
    ledger.reserve(command.orderId(), wanted);
    return new StockOutcome.Reserved();
  }

  @CommandHandler
  StockOutcome release(ReleaseStock command) {
    if (ledger.markReleased(command.orderId())) {
      ledger.giveBack(command.orderId());
    }
    return new StockOutcome.Released();
  }

  private static SortedMap<Sku, Integer> wanted(Collection<Line> lines) {
    return lines.stream()
        .collect(
            Collectors.toMap(
                Line::sku, line -> line.quantity().value(), Math::addExact, TreeMap::new));
  }

  /** An unknown product counts as none in stock. */
  private static Collection<String> missing(
      SortedMap<Sku, Integer> wanted, SortedMap<Sku, Long> stock) {
    return wanted.entrySet().stream()
        .filter(line -> stock.getOrDefault(line.getKey(), 0L) < line.getValue())
        .map(line -> line.getKey().value())
        .toList();
  }
}
