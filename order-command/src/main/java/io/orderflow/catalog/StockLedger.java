package io.orderflow.catalog;

import io.orderflow.api.OrderId;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockOutcome;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows behind {@link StockCommandHandler}: what each order was answered, what it holds, and
 * what is left. Every call belongs into a transaction at read committed.
 */
@Repository
class StockLedger {

  // The products are locked after the decision, on which they depend here, and row by row in their
  // order. A row that another transaction has changed meanwhile is read as it is after the wait.
  private static final String DECIDE =
      """
      with decision as (
        insert into ordering.stock_decision (order_id, outcome) values (:order, 'RESERVED')
        on conflict (order_id) do nothing returning order_id)
      select decided.first, product.sku, product.stock
      from (select exists (select from decision) as first) decided
      left join lateral (
        select sku, stock from ordering.product where decided.first and sku = any(:skus)
        order by sku for update) product on true
      """;

  private static final String RESERVE =
      """
      with line as (
        select * from unnest(:skus::text[], :quantities::integer[]) as line (sku, quantity)),
      held as (
        insert into ordering.stock_reservation (order_id, sku, quantity)
        select :order, sku, quantity from line)
      update ordering.product p set stock = p.stock - line.quantity
      from line where p.sku = line.sku
      """;

  // A statement of its own: it must see what another transaction reserved until the decision was
  // free.
  private static final String GIVE_BACK =
      """
      with held as (
        delete from ordering.stock_reservation where order_id = ? returning sku, quantity),
      line as (
        select sku, held.quantity from ordering.product p join held using (sku)
        order by sku for update of p)
      update ordering.product p set stock = p.stock + line.quantity
      from line where p.sku = line.sku
      """;

  private final JdbcClient jdbc;

  StockLedger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the order's decision for the caller, waiting for another that takes it now, and locks the
   * products until the end of the transaction. Deleted ones too: an order placed before the
   * deletion still gets its pieces.
   *
   * @return what is left of each product; empty if the order has been decided before
   */
  Optional<SortedMap<Sku, Long>> decide(OrderId order, Collection<Sku> skus) {
    var stock = new TreeMap<Sku, Long>();
    var first = new AtomicBoolean();
    jdbc.sql(DECIDE)
        .param("order", order.value())
        .param("skus", names(skus))
        .query(
            row -> {
              first.set(row.getBoolean("first"));
              String sku = row.getString("sku");
              if (sku != null) {
                stock.put(new Sku(sku), row.getLong("stock"));
              }
            });
    return first.get() ? Optional.of(stock) : Optional.empty();
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

  /** Moves pieces from the stock to the order. The products are locked and have enough. */
  void reserve(OrderId order, SortedMap<Sku, Integer> pieces) {
    jdbc.sql(RESERVE)
        .param("order", order.value())
        .param("skus", names(pieces.keySet()))
        .param("quantities", pieces.values().toArray(Integer[]::new))
        .update();
  }

  /**
   * Records the release, also where nothing was reserved.
   *
   * @return false if it was recorded before
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

  /** Ends the order's reservations and moves their pieces back to the stock. */
  void giveBack(OrderId order) {
    jdbc.sql(GIVE_BACK).param(order.value()).update();
  }

  /** The parcels of these orders are dispatched: their pieces are no longer shown as reserved. */
  void markDispatched(Collection<OrderId> orders) {
    jdbc.sql(
            """
            update ordering.stock_reservation set dispatched = true
            where order_id = any(?) and not dispatched
            """)
        .param(orders.stream().map(OrderId::value).toArray(UUID[]::new))
        .update();
  }

  private static String[] names(Collection<Sku> skus) {
    return skus.stream().map(Sku::value).toArray(String[]::new);
  }
}
