package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.engine.deadletter.IsolatingBatchWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The rows as the projection uses them: any number of orders is one statement. While a replay
 * builds the rows anew beside those that are read, there are two of each order.
 */
@Component
class OrderRowStore {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("order_id", "uuid", false, StoredOrder::orderId),
          new Column("version", "bigint", true, StoredOrder::version),
          new Column("status", "text", true, StoredOrder::status),
          new Column("payment_status", "text", true, StoredOrder::paymentStatus),
          new Column("fulfillment_status", "text", true, StoredOrder::fulfillmentStatus),
          new Column("customer_id", "text", false, StoredOrder::customerId),
          new Column("total", "numeric", false, StoredOrder::total),
          new Column("currency", "text", false, StoredOrder::currency),
          new Column("payment_method", "text", false, StoredOrder::paymentMethod),
          new Column("reference", "text", false, StoredOrder::reference),
          new Column("created_at", "timestamptz", false, StoredOrder::createdAt),
          new Column("updated_at", "timestamptz", true, StoredOrder::updatedAt),
          new Column("items", "jsonb", false, StoredOrder::items),
          new Column("steps", "jsonb", true, StoredOrder::steps),
          new Column("shipment", "jsonb", true, StoredOrder::shipment),
          new Column("cancellation", "jsonb", true, StoredOrder::cancellation),
          new Column("attention", "jsonb", true, StoredOrder::attention),
          new Column("charges", "jsonb", true, StoredOrder::charges));

  private static final String UPSERT =
      """
      insert into %s as known (%s)
      select * from unnest(%s)
      on conflict (order_id) do update set %s
      where known.version < excluded.version
      """
          .formatted(
              "%s",
              joined(COLUMNS, Column::name),
              joined(COLUMNS, _ -> "?"),
              joined(
                  COLUMNS.stream().filter(Column::changes).toList(),
                  column -> column.name() + " = excluded." + column.name()));

  private final JdbcTemplate jdbc;
  private final OrderRowMapper format;
  private final String table;

  @Autowired
  OrderRowStore(JdbcTemplate jdbc, OrderRowMapper format) {
    this(jdbc, format, "views.order_view");
  }

  private OrderRowStore(JdbcTemplate jdbc, OrderRowMapper format, String table) {
    this.jdbc = jdbc;
    this.format = format;
    this.table = table;
  }

  /**
   * The rows to write in this transaction: these, or those that a replay builds. That stays so
   * until the transaction ends; whoever wants to change it waits.
   */
  OrderRowStore written() {
    Long rebuilding = jdbc.queryForObject("select count(*) from views.rebuilding", Long.class);
    return Objects.requireNonNull(rebuilding) == 0
        ? this
        : new OrderRowStore(jdbc, format, "views.order_view_next");
  }

  Map<OrderId, OrderViewState> load(Collection<OrderId> orderIds) {
    var found = new HashMap<OrderId, OrderViewState>();
    jdbc.query(
        "select * from %s where order_id = any(?)".formatted(table),
        statement ->
            statement.setArray(
                1,
                statement
                    .getConnection()
                    .createArrayOf("uuid", orderIds.stream().map(OrderId::value).toArray())),
        row -> {
          var stored = stored(row);
          var order =
              IsolatingBatchWriter.of(stored.orderId().toString(), () -> format.read(stored));
          found.put(order.placed().orderId(), order);
        });
    return found;
  }

  /**
   * Writes what is newer than what is there. A row that has become newer meanwhile was written by
   * another node from the same events, and is left alone.
   */
  void save(Collection<OrderViewState> orders) {
    var rows = orders.stream().map(format::write).toList();
    jdbc.update(
        UPSERT.formatted(table),
        statement -> {
          var connection = statement.getConnection();
          int parameter = 1;
          for (var column : COLUMNS) {
            var values = rows.stream().map(column.value()).toArray();
            statement.setArray(parameter++, connection.createArrayOf(column.type(), values));
          }
        });
  }

  /** How far each of these orders is here, as far as it is here at all. */
  Map<OrderId, Long> versions(Collection<OrderId> orderIds) {
    var found = new HashMap<OrderId, Long>();
    jdbc.query(
        "select order_id, version from %s where order_id = any(?)".formatted(table),
        statement ->
            statement.setArray(
                1,
                statement
                    .getConnection()
                    .createArrayOf("uuid", orderIds.stream().map(OrderId::value).toArray())),
        row -> {
          found.put(new OrderId(row.getObject("order_id", UUID.class)), row.getLong("version"));
        });
    return found;
  }

  private static StoredOrder stored(ResultSet row) throws SQLException {
    return new StoredOrder(
        row.getObject("order_id", UUID.class),
        row.getLong("version"),
        row.getString("status"),
        row.getString("payment_status"),
        row.getString("fulfillment_status"),
        row.getString("customer_id"),
        row.getBigDecimal("total"),
        row.getString("currency"),
        row.getString("payment_method"),
        row.getString("reference"),
        instant(row, "created_at"),
        instant(row, "updated_at"),
        row.getString("items"),
        row.getString("steps"),
        row.getString("shipment"),
        row.getString("cancellation"),
        row.getString("attention"),
        row.getString("charges"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String joined(List<Column> columns, Function<Column, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }

  /**
   * @param changes whether it can change after the order was placed
   */
  private record Column(
      String name, String type, boolean changes, Function<StoredOrder, @Nullable Object> value) {}
}
