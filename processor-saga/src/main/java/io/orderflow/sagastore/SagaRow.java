package io.orderflow.sagastore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Saga, outbox and timer in one row.
 *
 * @param document subject, state and pending task, as JSON
 * @param task the pending task in words, for whoever lists the table; null when a deadline is all
 *     that is waited for
 * @param lane whose workers carry the task out; null without a task
 * @param leaseUntil until when the worker who was handed the task has it to itself; null without a
 *     task
 */
record SagaRow(
    String id,
    String document,
    long turn,
    @Nullable String task,
    @Nullable String lane,
    @Nullable Instant leaseUntil,
    @Nullable Instant deadlineAt) {

  /** What a query has to name to be read as rows. */
  static final String COLUMNS = "{key} as id, document, turn, task, lane, lease_until, deadline_at";

  static SagaRow read(ResultSet rs, int number) throws SQLException {
    return new SagaRow(
        rs.getString("id"),
        rs.getString("document"),
        rs.getLong("turn"),
        rs.getString("task"),
        rs.getString("lane"),
        instant(rs.getTimestamp("lease_until")),
        instant(rs.getTimestamp("deadline_at")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
