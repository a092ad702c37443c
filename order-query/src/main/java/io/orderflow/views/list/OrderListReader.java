package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads pages of orders: one statement each, and one more for a count. */
@Component
class OrderListReader {

  /** A list that takes longer is given up: what reads has few places. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static final String ORDERS =
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
      var page = new ListStatement(filters).page(request.order(), request.limit() + 1, cursor);
      return new Found(rows(page), false);
    }
    var statement = new SearchStatement(search, request.limit() + 1, filters);
    boolean similar = cursor != null && cursor.similar();
    var rows = rows(statement.page(cursor, similar));
    // Where nothing is found as it was typed, similar words are tried.
    return rows.isEmpty() && cursor == null
        ? new Found(rows(statement.page(null, true)), true)
        : new Found(rows, similar);
  }

  private int count(ListRequest request, Map<OrderFilter, Sql> filters, boolean similar) {
    int most = OrderPage.MOST_COUNTED + 1;
    var search = request.search();
    var statement =
        search == null
            ? new ListStatement(filters).count(most)
            : new SearchStatement(search, most, filters).count(similar);
    return jdbc.query(
        statement.prepared(),
        row -> {
          row.next();
          return row.getInt(1);
        });
  }

  private List<SummaryRow> rows(Sql statement) {
    return jdbc.query(statement.prepared(), (row, _) -> SummaryRow.of(row));
  }

  private record Found(List<SummaryRow> rows, boolean similar) {}
}
