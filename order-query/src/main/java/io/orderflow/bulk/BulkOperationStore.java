package io.orderflow.bulk;

import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.bulk.BulkOperation.State;
import io.orderflow.engine.processors.ClaimIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores the operations and their states, and which node works on which. */
@Component
class BulkOperationStore {

  /** A preview is confirmed within this time: it shows what the orders were like. */
  static final Duration PREVIEW_HOLDS = Duration.ofHours(1);

  /** Running or paused. */
  static final int MOST_UNDER_WAY = 20;

  /** After this another node takes over; a step takes far less. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcTemplate jdbc;
  private final String node;

  BulkOperationStore(JdbcTemplate jdbc, ClaimIdentity identity) {
    this.jdbc = jdbc;
    this.node = identity.node();
  }

  Optional<BulkOperation> find(long id) {
    return one("select * from views.bulk_operation where operation_id = ?", id);
  }

  /** The newest first. Only so many are kept. */
  List<BulkOperation> all() {
    return jdbc.query(
        "select * from views.bulk_operation order by operation_id desc",
        (row, _) -> operation(row));
  }

  int countUnderWay() {
    var count =
        jdbc.queryForObject(
            "select count(*) from views.bulk_operation where state in ('RUNNING', 'PAUSED')",
            Integer.class);
    return count == null ? 0 : count;
  }

  /** False where it is no preview, or too old, or of another number of orders. */
  boolean confirm(long id, int orders, @Nullable String by, @Nullable String correlationId) {
    return jdbc.update(
            """
            update views.bulk_operation
            set state = 'RUNNING', confirmed_by = ?, confirmed_at = now(), correlation_id = ?
            where operation_id = ? and state = 'PREVIEWED' and orders = ?
            and created_at > now() - ? * interval '1 second'""",
            by,
            correlationId,
            id,
            orders,
            PREVIEW_HOLDS.toSeconds())
        == 1;
  }

  /** False where it is not in the first state. */
  boolean move(long id, State from, State to) {
    return jdbc.update(
            "update views.bulk_operation set state = ? where operation_id = ? and state = ?",
            to.name(),
            id,
            from.name())
        == 1;
  }

  /** False if it has ended before. */
  boolean end(long id, State state) {
    return jdbc.update(
            """
            update views.bulk_operation
            set state = ?, ended_at = now(), owner = null, leased_until = null
            where operation_id = ? and state not in ('DONE', 'CANCELLED')""",
            state.name(),
            id)
        == 1;
  }

  /**
   * The operation this node works on: the one it has, or else the oldest that no other node works
   * on, or whose node has left it.
   */
  Optional<BulkOperation> claim() {
    return one(
        """
        update views.bulk_operation
        set owner = ?, leased_until = now() + ? * interval '1 second'
        where operation_id = (
          select operation_id from views.bulk_operation
          where state = 'RUNNING' and (owner is null or owner = ? or leased_until <= now())
          order by owner is not distinct from ? desc, operation_id
          limit 1 for update skip locked)
        returning *""",
        node,
        LEASE.toSeconds(),
        node,
        node);
  }

  /** Another node may go on at once. */
  void release() {
    jdbc.update(
        "update views.bulk_operation set owner = null, leased_until = null where owner = ?", node);
  }

  private Optional<BulkOperation> one(String sql, Object... parameters) {
    return jdbc.query(sql, (row, _) -> operation(row), parameters).stream().findFirst();
  }

  private static BulkOperation operation(ResultSet row) throws SQLException {
    var outcome = row.getString("outcome");
    var createdBy = row.getString("created_by");
    return new BulkOperation(
        row.getLong("operation_id"),
        BulkAction.valueOf(row.getString("action")),
        JSON.readValue(row.getString("filter"), new TypeReference<>() {}),
        outcome == null ? null : ShipmentResolution.valueOf(outcome),
        row.getString("note"),
        row.getInt("orders"),
        State.valueOf(row.getString("state")),
        createdBy.isEmpty() ? null : createdBy,
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("confirmed_by"),
        instant(row, "confirmed_at"),
        row.getString("correlation_id"),
        instant(row, "ended_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
