package io.orderflow.sagastore;

import io.orderflow.sagastore.SagaDefinition.TableName;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The SQL of sagas. Everything joins the caller's transaction. Several rows are always locked in
 * the order of their ids, so that no two callers deadlock.
 */
class SagaTable {

  private static final String LOCK =
      "select "
          + SagaRow.COLUMNS
          + " from {table} where {key} = any(?::{type}[]) order by {key} for update";
  private static final String LOCK_OVERDUE =
      "select "
          + SagaRow.COLUMNS
          + " from {table} where deadline_at <= ? order by deadline_at limit 1 for update skip locked";
  private static final String POSTPONE =
      "update {table} set deadline_at = ? where {key} = ?::{type} and turn = ?";
  private static final String CLEAR_DEADLINE =
      "update {table} set deadline_at = null where {key} = ?::{type}";
  private static final String SAVE =
      """
      insert into {table} ({key}, document, turn, task, lane, lease_until, deadline_at)
      select * from unnest(?::{type}[], ?::jsonb[], ?, ?, ?, ?, ?)
      on conflict ({key}) do update set document = excluded.document, turn = excluded.turn,
        task = excluded.task, lane = excluded.lane, lease_until = excluded.lease_until,
        deadline_at = excluded.deadline_at""";
  private static final String DELETE = "delete from {table} where {key} = any(?::{type}[])";

  private final JdbcTemplate jdbc;
  private final TableName table;

  SagaTable(JdbcTemplate jdbc, TableName table) {
    this.jdbc = jdbc;
    this.table = table;
  }

  List<SagaRow> lock(Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.query(
            table.in(LOCK), ps -> ps.setArray(1, array(ps, "text", ids, id -> id)), SagaRow::read);
  }

  /** Locks the row whose deadline has been due for longest, skipping locked rows. */
  Optional<SagaRow> lockOverdue(Instant now) {
    return jdbc.query(table.in(LOCK_OVERDUE), SagaRow::read, Timestamp.from(now)).stream()
        .findFirst();
  }

  /** Moves a row's deadline without touching the state. The deadline of a later turn stays. */
  void postpone(SagaRow row, Instant until) {
    jdbc.update(table.in(POSTPONE), Timestamp.from(until), row.id(), row.turn());
  }

  void clearDeadline(String id) {
    jdbc.update(table.in(CLEAR_DEADLINE), id);
  }

  void save(List<SagaRow> rows) {
    jdbc.update(
        table.in(SAVE),
        ps -> {
          ps.setArray(1, array(ps, "text", rows, SagaRow::id));
          ps.setArray(2, array(ps, "text", rows, SagaRow::document));
          ps.setArray(3, array(ps, "bigint", rows, SagaRow::turn));
          ps.setArray(4, array(ps, "text", rows, SagaRow::task));
          ps.setArray(5, array(ps, "text", rows, SagaRow::lane));
          ps.setArray(6, array(ps, "timestamptz", rows, row -> text(row.leaseUntil())));
          ps.setArray(7, array(ps, "timestamptz", rows, row -> text(row.deadlineAt())));
        });
  }

  void delete(Collection<String> ids) {
    jdbc.update(table.in(DELETE), ps -> ps.setArray(1, array(ps, "text", ids, id -> id)));
  }

  private static <T> Array array(
      PreparedStatement ps,
      String type,
      Collection<T> values,
      Function<T, @Nullable Object> element)
      throws SQLException {
    return ps.getConnection().createArrayOf(type, values.stream().map(element).toArray());
  }

  /** As text in UTC: the driver writes a timestamp in an array in the zone of this machine. */
  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
