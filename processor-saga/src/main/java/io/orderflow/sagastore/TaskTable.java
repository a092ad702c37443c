package io.orderflow.sagastore;

import io.orderflow.sagastore.SagaDefinition.TableName;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The SQL of leases. No statement waits for a lock while it holds another. */
class TaskTable {

  /** An index-only scan of so many takes about a tenth of a second. */
  static final int MOST_COUNTED = 100_000;

  private static final String PENDING =
      """
      select name, count(*) from unnest(?::text[]) as lanes (name), lateral (
        select from {table} where task is not null and lane = name
        order by lease_until limit %d) of_lane
      group by name"""
          .formatted(MOST_COUNTED);

  private static final String WAITING_SINCE =
      """
      select name, (select min(lease_until) from {table} where task is not null and lane = name)
      from unnest(?::text[]) as lanes (name)""";

  /**
   * Materialized: a plan that ran the subquery again would find more rows than the limits allow.
   */
  private static final String CLAIM_LAPSED =
      """
      with lapsed as materialized (
        select lapsed_id from unnest(?::text[], ?::int[]) as lanes (name, room), lateral (
          select {key} as lapsed_id from {table}
          where task is not null and lane = name and lease_until <= ?
          order by lease_until limit room for update skip locked) of_lane)
      update {table} set lease_until = ? from lapsed where {key} = lapsed_id returning\s"""
          + SagaRow.COLUMNS;

  private static final String RENEW =
      """
      update {table} set lease_until = ?
      where {key} = ?::{type} and turn = ? and task is not null and lease_until = ?""";
  private static final String AT_TURN =
      """
      select {key}::text, turn from unnest(?::{type}[], ?::bigint[]) as known (id, known_turn)
      join {table} on {key} = id and turn = known_turn""";

  private final JdbcTemplate jdbc;
  private final TableName table;

  TaskTable(JdbcTemplate jdbc, TableName table) {
    this.jdbc = jdbc;
    this.table = table;
  }

  /**
   * Leases lapsed tasks: their worker is dead, or never received them.
   *
   * @param limits how many of each lane; those that lapsed first come first
   */
  List<SagaRow> claimLapsed(Instant now, Instant leaseUntil, Map<String, Integer> limits) {
    var lanes = List.copyOf(limits.entrySet());
    return jdbc.query(
        table.in(CLAIM_LAPSED),
        ps -> {
          var connection = ps.getConnection();
          var names = lanes.stream().map(Map.Entry::getKey).toArray();
          var rooms = lanes.stream().map(Map.Entry::getValue).toArray();
          ps.setArray(1, connection.createArrayOf("text", names));
          ps.setArray(2, connection.createArrayOf("int4", rooms));
          ps.setTimestamp(3, Timestamp.from(now));
          ps.setTimestamp(4, Timestamp.from(leaseUntil));
        },
        SagaRow::read);
  }

  /**
   * Extends a lease.
   *
   * @return false if the saga has moved on, or the task was leased again
   */
  boolean renew(TaskId task, Instant held, Instant leaseUntil) {
    int renewed =
        jdbc.update(
            table.in(RENEW),
            Timestamp.from(leaseUntil),
            task.id(),
            task.turn(),
            Timestamp.from(held));
    return renewed == 1;
  }

  /** The number of pending tasks by lane, on all nodes; lanes without one are left out. */
  Map<String, Long> pending(Set<String> lanes) {
    var counted = new HashMap<String, Long>();
    jdbc.query(
        table.in(PENDING),
        ps -> ps.setArray(1, ps.getConnection().createArrayOf("text", lanes.toArray())),
        row -> {
          counted.put(row.getString(1), row.getLong(2));
        });
    return counted;
  }

  /**
   * Since when the oldest task of each lane could have been leased; lanes without one are left out,
   * and for one that a worker has, it is when its lease ends.
   */
  Map<String, Instant> waitingSince(Set<String> lanes) {
    var since = new HashMap<String, Instant>();
    jdbc.query(
        table.in(WAITING_SINCE),
        ps -> ps.setArray(1, ps.getConnection().createArrayOf("text", lanes.toArray())),
        row -> {
          var lapsed = row.getTimestamp(2);
          if (lapsed != null) {
            since.put(row.getString(1), lapsed.toInstant());
          }
        });
    return since;
  }

  /** Those whose saga is still at this turn. */
  Set<TaskId> atTurn(Collection<TaskId> tasks) {
    return Set.copyOf(
        jdbc.query(
            table.in(AT_TURN),
            ps -> {
              var connection = ps.getConnection();
              var ids = tasks.stream().map(TaskId::id).toArray();
              var numbers = tasks.stream().map(TaskId::turn).toArray();
              ps.setArray(1, connection.createArrayOf("text", ids));
              ps.setArray(2, connection.createArrayOf("int8", numbers));
            },
            (row, _) -> new TaskId(row.getString(1), row.getLong(2))));
  }
}
