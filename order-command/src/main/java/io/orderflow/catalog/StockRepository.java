package io.orderflow.catalog;

import io.orderflow.api.OrderId;
import io.orderflow.api.Sku;
import io.orderflow.api.catalog.StockOutcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows behind {@link StockCommandHandler}: what each order was answered, what it holds, and
 * what is left. Every call belongs into a transaction at read committed.
 */
@Repository
class StockRepository {

  // Orders and products are locked in their order, and the products after the decisions, on which
  // they depend here. A row that another transaction has changed meanwhile is read as it is after
  // the wait.
  private static final String DECIDE =
      """
      with decision as (
        insert into ordering.stock_decision (order_id, outcome)
        select id, 'RESERVED' from unnest(:orders::uuid[]) as id order by id
        on conflict (order_id) do nothing returning order_id)
      select decided.orders, product.sku, product.stock
      from (select array_agg(order_id) as orders from decision) decided
      left join lateral (
        select sku, stock from ordering.product where decided.orders is not null and sku = any(:skus)
        order by sku for update) product on true
      """;

  private static final String RESERVE =
      """
      with line as (
        select * from unnest(:orders::uuid[], :skus::text[], :quantities::integer[])
          as line (order_id, sku, quantity)),
      held as (
        insert into ordering.stock_reservation (order_id, sku, quantity)
        select order_id, sku, quantity from line)
      update ordering.product p set stock = p.stock - taken.quantity
      from (select sku, sum(quantity) as quantity from line group by sku) taken
      where p.sku = taken.sku
      """;

  // A statement of its own: its snapshot must include what another transaction reserved while this
  // one waited for the decision.
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

  StockRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the decisions of these orders for the caller, waiting for another that takes one of them
   * now, and locks the products until the end of the transaction. Deleted ones too: an order placed
   * before the deletion still gets its pieces.
   */
  Undecided decide(Collection<OrderId> orders, Collection<Sku> skus) {
    var undecided = new HashSet<OrderId>();
    var stock = new HashMap<Sku, Long>();
    jdbc.sql(DECIDE)
        .param("orders", ids(orders))
        .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
        .query(
            row -> {
              var first = row.getArray("orders");
              if (undecided.isEmpty() && first != null) {
                for (var order : (UUID[]) first.getArray()) {
                  undecided.add(new OrderId(order));
                }
              }
              String sku = row.getString("sku");
              if (sku != null) {
                stock.put(new Sku(sku), row.getLong("stock"));
              }
            });
    return new Undecided(undecided, stock);
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

  /** Moves pieces from the stock to their orders. The products are locked and have enough. */
  void reserve(Collection<Reservation> reservations) {
    jdbc.sql(RESERVE)
        .param("orders", ids(reservations.stream().map(Reservation::order).toList()))
        .param("skus", reservations.stream().map(held -> held.sku().value()).toArray(String[]::new))
        .param("quantities", reservations.stream().map(Reservation::pieces).toArray(Integer[]::new))
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
        .param(ids(orders))
        .update();
  }

  private static UUID[] ids(Collection<OrderId> orders) {
    return orders.stream().map(OrderId::value).toArray(UUID[]::new);
  }

  /**
   * @param orders those that have had no answer yet
   * @param stock what is left of each product; may be empty if there are no such orders
   */
  record Undecided(Set<OrderId> orders, Map<Sku, Long> stock) {}

  /** Pieces of one product for one order. */
  record Reservation(OrderId order, Sku sku, int pieces) {}
}
