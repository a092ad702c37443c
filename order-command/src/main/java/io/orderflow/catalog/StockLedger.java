package io.orderflow.catalog;

import io.orderflow.api.OrderId;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockOutcome;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows behind {@link StockCommandHandler}: what each order was answered, what it holds, and
 * what is left. Every call belongs into a transaction at read committed.
 */
@Repository
class StockLedger {

  private final JdbcClient jdbc;

  StockLedger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the order's decision for the caller, waiting for whoever is deciding it now.
   *
   * @return false if it has been decided before
   */
  boolean openDecision(OrderId order) {
    return jdbc.sql(
                """
                insert into ordering.stock_decision (order_id, outcome) values (?, 'RESERVED')
                on conflict (order_id) do nothing
                """)
            .param(order.value())
            .update()
        == 1;
  }

  StockOutcome decided(OrderId order) {
    return jdbc.sql("select outcome, refusal from ordering.stock_decision where order_id = ?")
        .param(order.value())
        .query((row, number) -> outcome(row.getString("outcome"), row.getString("refusal")))
        .single();
  }

  private static StockOutcome outcome(String outcome, @Nullable String refusal) {
    return outcome.equals("RESERVED")
        ? new StockOutcome.Reserved()
        : new StockOutcome.Refused(
            Objects.requireNonNullElse(
                refusal, "The stock of this order was released; it is not reserved again."));
  }

  void refuse(OrderId order, String detail) {
    jdbc.sql(
            """
            update ordering.stock_decision set outcome = 'REFUSED', refusal = ? where order_id = ?
            """)
        .param(detail)
        .param(order.value())
        .update();
  }

  /**
   * Records the release, also where nothing was ever asked for.
   *
   * @return false if it had been recorded before
   */
  boolean markReleased(OrderId order) {
    return jdbc.sql(
                """
                insert into ordering.stock_decision as d (order_id, outcome) values (?, 'RELEASED')
                on conflict (order_id) do update set outcome = 'RELEASED' where d.outcome <> 'RELEASED'
                """)
            .param(order.value())
            .update()
        == 1;
  }

  /**
   * Locks the products until the end of the transaction and tells what is left of each. Deleted
   * ones too: who ordered before they were deleted still gets them, and nobody else can order them.
   */
  SortedMap<Sku, Long> lockStock(Collection<Sku> skus) {
    var stock = new TreeMap<Sku, Long>();
    // The lock is taken after the sorting, row by row, in that order.
    jdbc.sql("select sku, stock from ordering.product where sku = any(?) order by sku for update")
        .param(names(skus))
        .query(
            row -> {
              stock.put(new Sku(row.getString("sku")), row.getLong("stock"));
            });
    return stock;
  }

  /** Moves pieces from the stock to the order. The products are locked and have enough. */
  void take(OrderId order, SortedMap<Sku, Integer> pieces) {
    jdbc.sql(
            """
            insert into ordering.stock_reservation (order_id, sku, quantity)
            select ?, line.* from unnest(?::text[], ?::integer[]) as line (sku, quantity)
            """)
        .param(order.value())
        .param(names(pieces.keySet()))
        .param(pieces.values().toArray(Integer[]::new))
        .update();
    change(pieces, -1);
  }

  /** Ends the order's reservations and tells what they were. */
  SortedMap<Sku, Integer> dropReservations(OrderId order) {
    var held = new TreeMap<Sku, Integer>();
    jdbc.sql("delete from ordering.stock_reservation where order_id = ? returning sku, quantity")
        .param(order.value())
        .query(
            row -> {
              held.put(new Sku(row.getString("sku")), row.getInt("quantity"));
            });
    return held;
  }

  /** The order's goods have left the house: they are shown as reserved no longer. */
  void markDispatched(OrderId order) {
    jdbc.sql(
            """
            update ordering.stock_reservation set dispatched = true
            where order_id = ? and not dispatched
            """)
        .param(order.value())
        .update();
  }

  void giveBack(Map<Sku, Integer> pieces) {
    change(pieces, +1);
  }

  private void change(Map<Sku, Integer> pieces, int sign) {
    jdbc.sql(
            """
            update ordering.product p set stock = p.stock + ? * line.quantity
            from unnest(?::text[], ?::integer[]) as line (sku, quantity) where p.sku = line.sku
            """)
        .param(sign)
        .param(names(pieces.keySet()))
        .param(pieces.values().toArray(Integer[]::new))
        .update();
  }

  private static String[] names(Collection<Sku> skus) {
    return skus.stream().map(Sku::value).toArray(String[]::new);
  }
}
