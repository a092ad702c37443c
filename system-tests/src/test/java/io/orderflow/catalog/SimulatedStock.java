package io.orderflow.catalog;

import io.orderflow.api.OrderId;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.catalog.StockCommand.ReleaseStock;
import io.orderflow.api.catalog.StockCommand.ReserveStock;
import io.orderflow.api.catalog.StockOutcome;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The production stock handler over rows in memory, for the one order of a life. */
public final class SimulatedStock {

  private final Rows rows;
  private final StockCommandHandler handler;

  /**
   * @param pieces how many there are of every product
   */
  public SimulatedStock(long pieces) {
    rows = new Rows(pieces);
    handler = new StockCommandHandler(rows, TransactionOperations.withoutTransaction());
  }

  public StockOutcome handle(StockCommand command) {
    return switch (command) {
      case ReserveStock reserve -> handler.reserve(reserve);
      case ReleaseStock release -> handler.release(release);
    };
  }

  /** How many pieces have left the shelf and not come back; negative if too many came back. */
  public long held() {
    return rows.held;
  }

  /** The rows of {@link StockRepository} without its SQL. */
  private static final class Rows extends StockRepository {

    private final long pieces;
    private final SortedMap<Sku, Integer> reserved = new TreeMap<>();
    private @Nullable String outcome;
    private long held;

    Rows(long pieces) {
      super(JdbcClient.create(new JdbcTemplate()));
      this.pieces = pieces;
    }

    @Override
    Undecided decide(Collection<OrderId> orders, Collection<Sku> skus) {
      if (outcome != null) {
        return new Undecided(Set.of(), Map.of());
      }
      outcome = "RESERVED";
      var left = new TreeMap<Sku, Long>();
      skus.forEach(sku -> left.put(sku, pieces - reserved.getOrDefault(sku, 0)));
      return new Undecided(Set.copyOf(orders), left);
    }

    @Override
    StockOutcome decided(OrderId order) {
      return "RESERVED".equals(outcome)
          ? new StockOutcome.Reserved()
          : new StockOutcome.Refused(outcome + " before");
    }

    @Override
    void refuse(OrderId order, String detail) {
      outcome = "REFUSED";
    }

    @Override
    void reserve(Collection<Reservation> reservations) {
      for (var reservation : reservations) {
        reserved.put(reservation.sku(), reservation.pieces());
        held += reservation.pieces();
      }
    }

    @Override
    boolean markReleased(OrderId order) {
      boolean news = !"RELEASED".equals(outcome);
      outcome = "RELEASED";
      return news;
    }

    @Override
    void giveBack(OrderId order) {
      held -= sum(reserved);
      reserved.clear();
    }

    private static long sum(Map<Sku, Integer> quantities) {
      return quantities.values().stream().mapToLong(Integer::longValue).sum();
    }
  }
}
