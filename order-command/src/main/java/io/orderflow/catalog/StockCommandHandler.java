package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockCommand.Line;
import io.orderflow.api.catalog.StockCommand.ReleaseStock;
import io.orderflow.api.catalog.StockCommand.ReserveStock;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.catalog.StockRepository.Reservation;
import io.orderflow.engine.database.GroupCommit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reserves and releases the stock of orders. Reservations that arrive at the same time share a
 * transaction of two statements, so that orders for the same product wait for one lock together and
 * not one after the other. A reservation is durable before its command ends.
 *
 * <p>Both lock the rows of the orders' decisions first and the rows of the products second, each in
 * their order. Calls for one order therefore follow each other, no two calls deadlock, and what was
 * read stays true until the commit.
 */
@Component
class StockCommandHandler {

  private static final int MOST_AT_ONCE = 100;

  private final StockRepository ledger;
  private final GroupCommit<ReserveStock, StockOutcome> reservations;

  @Autowired
  StockCommandHandler(StockRepository ledger, PlatformTransactionManager transactionManager) {
    this(ledger, ofItsOwn(transactionManager));
  }

  /**
   * @param transactions each separate from that of the command, which must not have begun in the
   *     database
   */
  StockCommandHandler(StockRepository ledger, TransactionOperations transactions) {
    this.ledger = ledger;
    this.reservations =
        new GroupCommit<>(
            MOST_AT_ONCE, commands -> transactions.execute(_ -> reserveAll(commands)));
  }

  private static TransactionTemplate ofItsOwn(PlatformTransactionManager transactionManager) {
    var transactions = new TransactionTemplate(transactionManager);
    transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return transactions;
  }

  /**
   * Reserves all lines or none. The first answer for an order is repeated for good; after a release
   * nothing is reserved.
   */
  @CommandHandler
  StockOutcome reserve(ReserveStock command) {
    return reservations.submit(command);
  }

  private List<StockOutcome> reserveAll(List<ReserveStock> commands) {
    var undecided =
        ledger.decide(
            commands.stream().map(ReserveStock::orderId).distinct().toList(),
            commands.stream()
                .flatMap(command -> command.lines().stream().map(Line::sku))
                .distinct()
                .toList());
    var open = new HashSet<>(undecided.orders());
    var stock = new HashMap<>(undecided.stock());
    var reserved = new ArrayList<Reservation>();
    var outcomes = new ArrayList<StockOutcome>();
    for (var command : commands) {
      outcomes.add(
          open.remove(command.orderId())
              ? decide(command, stock, reserved)
              : ledger.decided(command.orderId()));
    }
    if (!reserved.isEmpty()) {
      ledger.reserve(reserved);
    }
    return outcomes;
  }

  /** Takes the pieces out of {@code stock}, for the orders that come after this one. */
  private StockOutcome decide(
      ReserveStock command, Map<Sku, Long> stock, List<Reservation> reserved) {
    var wanted = wanted(command.lines());
    var missing = missing(wanted, stock);
    if (!missing.isEmpty()) {
      String detail = "Not enough in stock of " + String.join(", ", missing) + ".";
      ledger.refuse(command.orderId(), detail);
      return new StockOutcome.Refused(detail);
    }
    wanted.forEach(
        (sku, pieces) -> {
          stock.merge(sku, (long) -pieces, Long::sum);
          reserved.add(new Reservation(command.orderId(), sku, pieces));
        });
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
  private static Collection<String> missing(SortedMap<Sku, Integer> wanted, Map<Sku, Long> stock) {
    return wanted.entrySet().stream()
        .filter(line -> stock.getOrDefault(line.getKey(), 0L) < line.getValue())
        .map(line -> line.getKey().value())
        .toList();
  }
}
