package io.orderflow.views.list;

import io.orderflow.views.list.OrderSort.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of a list without a search, and how many orders the list has. */
final class ListStatement {

  /**
   * So many orders in a range are rather fetched and sorted than met along an index of another
   * order, whose length PostgreSQL underestimates.
   */
  private static final int FEW = 5_000;

  private final Map<OrderFilter, Sql> filters;

  ListStatement(Map<OrderFilter, Sql> filters) {
    this.filters = filters;
  }

  /**
   * @param cursor null for the first page
   */
  Sql page(Order order, int rows, @Nullable Cursor cursor) {
    var page = new PageQuery(order, rows, cursor);
    return Sql.join(
        "with %s " + SummaryRow.select("null::text[]") + " order by %s",
        isRangeOfOtherOrder(order) ? page.byRange() : page.alone(),
        Sql.of(order.by("page.key", "page.order_id")));
  }

  private boolean isRangeOfOtherOrder(Order order) {
    return !OrderTables.areExceptions(filters)
        && filters.keySet().stream().anyMatch(each -> each.isRangeOfOtherOrder(order));
  }

  /**
   * @param most where counting ends
   */
  Sql count(int most) {
    var tables = OrderTables.of(filters, null);
    return Sql.join(
        "select count(*) from (select from %s where %s limit %s) as counted",
        tables.from(), about(Sql.all(filters.values()), tables), Sql.of("?", most));
  }

  /**
   * What both tables have is asked of the one that leads to the orders. To those of a customer
   * their own index leads: along the statuses all other customers' would be met.
   */
  private Sql about(Sql piece, OrderTables tables) {
    boolean alongStatuses =
        OrderTables.areExceptions(filters) && !filters.containsKey(OrderFilter.CUSTOMER_ID);
    return tables == OrderTables.VIEW || alongStatuses ? piece.ofView() : piece;
  }

  /** The orders of a page, in the order of the list. */
  private final class PageQuery {

    private final Order order;
    private final int rows;
    private final Sql after;

    PageQuery(Order order, int rows, @Nullable Cursor cursor) {
      this.order = order;
      this.rows = rows;
      this.after = cursor == null ? Sql.TRUE : order.after(cursor.position());
    }

    Sql alone() {
      return Sql.join("page as (%s)", walk(Sql.TRUE));
    }

    private Sql walk(Sql condition) {
      var tables = OrderTables.of(filters, order.sort());
      var conditions = new ArrayList<>(filters.values());
      if (tables == OrderTables.BOTH && order.sort() == OrderSort.UPDATED_AT) {
        conditions.addAll(createdAsIndexed());
      }
      conditions.add(after);
      conditions.add(condition);
      return orders(tables, tables.from(), about(Sql.all(conditions), tables));
    }

    /**
     * The index of this sorting holds the time of creation too, and passes over what does not fit.
     */
    private List<Sql> createdAsIndexed() {
      return filters.entrySet().stream()
          .filter(each -> each.getKey().isOfCreation())
          .map(each -> each.getValue().ofView())
          .toList();
    }

    /**
     * If there are few orders in the range, they are found first, in the one table, and then sorted
     * by what the other has.
     */
    Sql byRange() {
      boolean changed = order.sort() == OrderSort.UPDATED_AT;
      var ofView = filters.values().stream().filter(each -> each.isAbout("v")).map(Sql::ofView);
      var ofSearch = filters.values().stream().filter(each -> !each.isAbout("v"));
      var view = Sql.all(ofView.toList());
      var search = Sql.all(ofSearch.toList());
      var from = "ranged join %s on %s.order_id = ranged.order_id";
      return Sql.join(
          "ranged as materialized (select %s from %s where %s%s limit %s), page as (%s union all %s)",
          Sql.of(changed ? "s.order_id" : "v.order_id"),
          changed ? OrderTables.SEARCH.from() : OrderTables.VIEW.from(),
          changed ? search : view,
          Sql.of(changed ? "" : " order by v.updated_at"), // else a long range is read as a table
          Sql.of(Integer.toString(FEW + 1)),
          orders(
              OrderTables.BOTH,
              Sql.of(
                  changed
                      ? from.formatted("views.order_view v", "v")
                      : from.formatted("views.order_search s", "s")),
              Sql.join("%s and %s and %s", changed ? view : search, after, areRanged("<="))),
          walk(areRanged(">")));
    }

    private static Sql areRanged(String comparison) {
      return Sql.of("(select count(*) from ranged) " + comparison + " " + FEW);
    }

    private Sql orders(OrderTables tables, Sql from, Sql conditions) {
      return Sql.join(
          "(select 0 as rank, %s as order_id, %s as key from %s where %s order by %s limit %s)",
          about(Sql.of(order.sort().idColumn()), tables),
          about(Sql.of(order.sort().column()), tables),
          from,
          conditions,
          about(Sql.of(order.by()), tables),
          Sql.of("?", rows));
    }
  }
}
