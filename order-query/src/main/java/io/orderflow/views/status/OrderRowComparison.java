package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.views.history.OrderHistory;
import io.orderflow.views.status.OrderFold.OutOfSequenceException;
import io.orderflow.views.status.RowDifference.Kind;
import io.orderflow.web.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Compares rows of the view with an independent fold of their events. It reads only, a few rows at
 * a time, and holds one order in memory.
 */
@Component
public class OrderRowComparison {

  /** The columns are copies of what is in the document. */
  private static final String ROWS =
      """
      select order_id, version, state::text,
        coalesce(version = (state ->> 'version')::bigint
          and order_id = (state #>> '{placed,orderId}')::uuid
          and status = state ->> 'status' and payment_status = state #>> '{payment,status}'
          and fulfillment_status = state #>> '{progress,fulfillmentStatus}'
          and customer_id = state #>> '{placed,customerId}'
          and total = (state #>> '{placed,total,amount}')::numeric
          and currency = state #>> '{placed,total,currency}'
          and reference is not distinct from state #>> '{placed,reference}'
          and created_at = (state #>> '{placed,createdAt}')::timestamptz
          and updated_at = (state ->> 'updatedAt')::timestamptz
          and attention = state #> '{attentions,raised}', false) as fits
      from views.order_view where %s order by order_id limit %d""";

  private final JdbcTemplate jdbc;
  private final OrderRowMapper mapper;
  private final OrderHistory history;
  private final OrderRowStore rows;

  OrderRowComparison(
      JdbcTemplate jdbc, OrderRowMapper mapper, OrderHistory history, OrderRowStore rows) {
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.history = history;
    this.rows = rows;
  }

  /** How many rows there are. */
  public long count() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select count(*) from views.order_view", Long.class));
  }

  /** Compares the next rows in the order of their ids. */
  public ComparedRows next(UUID after, int limit) {
    return compared(
        jdbc.query(ROWS.formatted("order_id > ?", limit), (row, _) -> row(row), after), after);
  }

  /** Compares the rows of these orders again. */
  public ComparedRows again(Collection<OrderId> orders) {
    var ids = orders.stream().map(OrderId::value).toArray(UUID[]::new);
    return compared(
        jdbc.query(
            ROWS.formatted("order_id = any(?)", orders.size()), (row, _) -> row(row), (Object) ids),
        new UUID(0, 0));
  }

  /** Those of the orders that have no row. */
  public List<OrderId> withoutRow(Collection<OrderId> orders) {
    var known = rows.versions(orders).keySet();
    return orders.stream().filter(order -> !known.contains(order)).toList();
  }

  private ComparedRows compared(List<Row> found, UUID after) {
    var differences = new ArrayList<RowDifference>();
    for (var row : found) {
      var difference = difference(row);
      if (difference != null) {
        differences.add(difference);
      }
    }
    var byKind =
        differences.stream().collect(Collectors.partitioningBy(each -> each.kind() == Kind.BEHIND));
    return new ComparedRows(
        found.size(),
        found.isEmpty() ? after : found.getLast().orderId().value(),
        Objects.requireNonNull(byKind.get(false)),
        Objects.requireNonNull(byKind.get(true)));
  }

  private @Nullable RowDifference difference(Row row) {
    try {
      var stored = mapper.read(row.state());
      if (!row.fits()) {
        return new RowDifference(
            row.orderId(), Kind.COLUMNS, row.version(), "the columns differ from the state");
      }
      var fold = new RowFold(stored);
      return history
          .<Comparison>stored(row.orderId(), events -> new Comparison(fold.compare(events)))
          .orElseGet(() -> new Comparison(noEvents(row)))
          .difference();
    } catch (JacksonException unreadable) {
      return new RowDifference(
          row.orderId(), Kind.UNREADABLE, row.version(), "the row cannot be read");
    } catch (ProblemException | OutOfSequenceException unreadable) {
      return new RowDifference(
          row.orderId(), Kind.UNREADABLE, row.version(), Objects.toString(unreadable.getMessage()));
    }
  }

  private static RowDifference noEvents(Row row) {
    return new RowDifference(row.orderId(), Kind.AHEAD, 0, "the event store has no such order");
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new OrderId(row.getObject("order_id", UUID.class)),
        row.getLong("version"),
        row.getString("state"),
        row.getBoolean("fits"));
  }

  private record Row(OrderId orderId, long version, String state, boolean fits) {}

  /**
   * @param difference null if there is none
   */
  private record Comparison(@Nullable RowDifference difference) {}
}
