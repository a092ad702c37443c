package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.stereotype.Component;

/** Reads pages of orders: one statement each, and one more for a count. */
@Component
class OrderListReader {

  /** A list that takes longer is given up: what reads has few places. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String ORDERS =
      "views.order_search s join views.order_view v on v.order_id = s.order_id";

  private final JdbcTemplate jdbc;
  private final CursorCodec cursors;

  OrderListReader(DataSource dataSource, CursorCodec cursors) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jdbc.setQueryTimeout((int) PATIENCE.toSeconds());
    this.cursors = cursors;
  }

  /**
   * @param seenBy whose orders are seen; null for all
   */
  OrderPage page(ListRequest request, @Nullable CustomerId seenBy) {
    byte[] scope = request.scope(seenBy);
    var cursor = cursor(request, scope);
    var filters = new EnumMap<OrderFilter, Sql>(OrderFilter.class);
    filters.putAll(request.filters());
    if (seenBy != null) {
      filters.put(OrderFilter.CUSTOMER_ID, OrderFilter.CUSTOMER_ID.read(List.of(seenBy.value())));
    }
    var found = found(request, filters, cursor);
    var shown = found.rows().stream().limit(request.limit()).toList();
    var next =
        found.rows().size() > shown.size()
            ? cursors.encode(shown.getLast().cursor(found.similar()), scope)
            : null;
    var count = request.counts() ? count(request, filters, found.similar()) : null;
    return new OrderPage(
        shown.stream().map(SummaryRow::summary).toList(),
        next,
        count == null ? null : Math.min(count, OrderPage.MOST_COUNTED),
        count == null ? null : count <= OrderPage.MOST_COUNTED,
        request.search() == null ? null : found.similar());
  }

  /** Refuses the cursor of another list before anything is read. */
  void checkCursor(ListRequest request, @Nullable CustomerId seenBy) {
    var _ = cursor(request, request.scope(seenBy));
  }

  private @Nullable Cursor cursor(ListRequest request, byte[] scope) {
    return request.cursor() == null ? null : cursors.decode(request.cursor(), scope);
  }

  /** The text of a cursor for a list of any customer's orders. */
  String cursor(Cursor cursor, ListRequest request) {
    return cursors.encode(cursor, request.scope(null));
  }

  private Found found(ListRequest request, Map<OrderFilter, Sql> filters, @Nullable Cursor cursor) {
    var search = request.search();
    if (search == null) {
      return new Found(rows(list(request, filters, cursor)), false);
    }
    var orderId = search.orderId().orElse(null);
    if (orderId != null) {
      return new Found(rows(SearchStatement.byId(orderId, filters)), false);
    }
    var statement = new SearchStatement(search, request.limit() + 1, filters);
    boolean similar = cursor != null && cursor.similar();
    var rows = rows(statement.page(cursor, similar));
    // Where nothing is found as it was typed, similar words are tried.
    return rows.isEmpty() && cursor == null
        ? new Found(rows(statement.page(null, true)), true)
        : new Found(rows, similar);
  }

  static Sql list(ListRequest request, Map<OrderFilter, Sql> filters, @Nullable Cursor cursor) {
    var order = request.order();
    var conditions = new ArrayList<>(filters.values());
    if (order.sort() == OrderSort.UPDATED_AT) {
      conditions.addAll(createdAsIndexed(filters));
    }
    if (cursor != null) {
      conditions.add(order.after(cursor.position()));
    }
    return Sql.join(
        "with page as (select 0 as rank, s.order_id, %s as key from %s where %s order by %s limit %s) "
            + SummaryRow.select("null::text[]")
            + " order by "
            + order.by("page.key", "page.order_id"),
        Sql.of(order.sort().column()),
        Sql.of(ORDERS),
        Sql.all(conditions),
        Sql.of(order.by()),
        Sql.of("?", request.limit() + 1));
  }

  /**
   * The index of this sorting holds the time of creation too, and passes over what does not fit.
   */
  private static List<Sql> createdAsIndexed(Map<OrderFilter, Sql> filters) {
    return filters.entrySet().stream()
        .filter(each -> each.getKey().isOfCreation())
        .map(each -> each.getValue().about("v.created_at", "s.created_at"))
        .toList();
  }

  private int count(ListRequest request, Map<OrderFilter, Sql> filters, boolean similar) {
    int most = OrderPage.MOST_COUNTED + 1;
    var search = request.search();
    var statement =
        search == null
            ? Sql.join(
                "select count(*) from (select from %s where %s limit %s) as counted",
                Sql.of(ORDERS), Sql.all(filters.values()), Sql.of("?", most))
            : new SearchStatement(search, most, filters).count(similar);
    return jdbc.query(
        prepared(statement),
        row -> {
          row.next();
          return row.getInt(1);
        });
  }

  private List<SummaryRow> rows(Sql statement) {
    return jdbc.query(prepared(statement), (row, _) -> SummaryRow.of(row));
  }

  /**
   * The limit is an argument too. Without knowing it PostgreSQL expects a tenth of all orders, so
   * it never settles on one plan for all values, of which the best for one is the worst for
   * another.
   */
  static PreparedStatementCreator prepared(Sql statement) {
    return connection -> {
      var prepared = connection.prepareStatement(statement.text());
      int place = 1;
      for (var argument : statement.arguments()) {
        if (argument instanceof String[] texts) {
          prepared.setArray(place++, connection.createArrayOf("text", texts));
        } else {
          prepared.setObject(place++, argument);
        }
      }
      return prepared;
    };
  }

  private record Found(List<SummaryRow> rows, boolean similar) {}
}
