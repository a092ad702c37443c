package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.bulk.OrderResult.Kind;
import io.orderflow.bulk.SelectedOrder.SelectedAttention;
import io.orderflow.engine.serialization.JsonMapping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores which orders an operation has, and what has become of each. */
@Component
class SelectedOrderStore {

  /** The rate is that of the last so many seconds. */
  private static final int RATE_SECONDS = 10;

  private static final int EXAMPLES = 5;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final JsonMapper JSON = JsonMapping.applyTo(JsonMapper.builder()).build();

  private final JdbcTemplate jdbc;

  SelectedOrderStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Orders without a result; those that were not answered come last. */
  List<SelectedOrder> left(long operation, int most) {
    return jdbc.query(
        """
        select order_id, attentions from views.bulk_operation_order
        where operation_id = ? and result is null order by tries, order_id limit ?""",
        (row, _) -> selected(row),
        operation,
        most);
  }

  /** A result that is there already stays: another node was faster. */
  void store(long operation, Map<OrderId, OrderResult> results, Collection<OrderId> unanswered) {
    var rows = new ArrayList<Object[]>();
    results.forEach(
        (order, result) ->
            rows.add(
                new Object[] {
                  result.kind().name(), result.code(), result.detail(), operation, order.value()
                }));
    jdbc.batchUpdate(
        """
        update views.bulk_operation_order
        set result = ?, code = ?, detail = left(?, 1000), answered_at = now()
        where operation_id = ? and order_id = ? and result is null""",
        rows);
    if (!unanswered.isEmpty()) {
      jdbc.update(
          """
          update views.bulk_operation_order set tries = tries + 1
          where operation_id = ? and order_id = any(?) and result is null""",
          operation,
          unanswered.stream().map(OrderId::value).toArray(UUID[]::new));
    }
  }

  BulkProgress progress(BulkOperation operation) {
    return BulkProgress.of(
        operation.orders(),
        jdbc.query(
            """
            select result, code, count(*) as orders,
              count(*) filter (where tries > 0) as tried,
              count(*) filter (where answered_at > now() - ? * interval '1 second') as lately
            from views.bulk_operation_order
            where operation_id = ? group by result, code order by 3 desc, code""",
            (row, _) ->
                new BulkProgress.Counted(
                    kind(row),
                    row.getString("code"),
                    row.getInt("orders"),
                    row.getInt("tried"),
                    row.getInt("lately")),
            RATE_SECONDS,
            operation.id()),
        RATE_SECONDS);
  }

  /** The first few of its orders. */
  List<SelectedExample> examples(long operation) {
    return jdbc.query(
        """
        select v.order_id, v.customer_id, v.reference, v.status,
          array(select distinct raised ->> 'step' from jsonb_array_elements(v.attention) as raised
            order by 1) as attention
        from (select order_id from views.bulk_operation_order where operation_id = ?
          order by order_id limit ?) as chosen
        join views.order_view v on v.order_id = chosen.order_id order by v.order_id""",
        (row, _) ->
            new SelectedExample(
                new OrderId(row.getObject("order_id", UUID.class)),
                row.getString("customer_id"),
                row.getString("reference"),
                OrderStatus.valueOf(row.getString("status")),
                Arrays.stream((String[]) row.getArray("attention").getArray())
                    .map(Step::valueOf)
                    .toList()),
        operation,
        EXAMPLES);
  }

  /**
   * @param result null for all, also those that are left
   * @param after the order before the first of the page; null for the first page
   */
  List<OrderResultLine> page(
      long operation, @Nullable Kind result, @Nullable OrderId after, int most) {
    return jdbc.query(
        """
        select order_id, result, code, detail, answered_at from views.bulk_operation_order
        where operation_id = ? and order_id > ? and (?::text is null or result = ?)
        order by order_id limit ?""",
        (row, _) ->
            new OrderResultLine(
                new OrderId(row.getObject("order_id", UUID.class)),
                kind(row),
                row.getString("code"),
                row.getString("detail"),
                instant(row)),
        operation,
        after == null ? BEFORE_ALL : after.value(),
        result == null ? null : result.name(),
        result == null ? null : result.name(),
        most);
  }

  private static @Nullable Kind kind(ResultSet row) throws SQLException {
    var result = row.getString("result");
    return result == null ? null : Kind.valueOf(result);
  }

  private static @Nullable Instant instant(ResultSet row) throws SQLException {
    var time = row.getObject("answered_at", OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static SelectedOrder selected(ResultSet row) throws SQLException {
    var attentions = row.getString("attentions");
    return new SelectedOrder(
        new OrderId(row.getObject("order_id", UUID.class)),
        attentions == null
            ? List.of()
            : JSON.readValue(attentions, new TypeReference<List<SelectedAttention>>() {}));
  }
}
