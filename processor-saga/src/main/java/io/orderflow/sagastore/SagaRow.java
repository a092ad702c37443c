package io.orderflow.sagastore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Saga, outbox and timer in one row.
 *
 * @param document the saga as JSON
 * @param task the pending task in words, for operators; null while only the deadline is waited for
 * @param lane whose workers carry out the task; null without a task
 * @param leaseUntil the end of the lease of the task; null without a task
 */
record SagaRow(
    String id,
    String document,
    long turn,
    @Nullable String task,
    @Nullable String lane,
    @Nullable Instant leaseUntil,
    @Nullable Instant deadlineAt) {

  /** The columns {@link #read} needs. */
  static final String COLUMNS = "{key} as id, document, turn, task, lane, lease_until, deadline_at";

  SagaRow with(String newDocument) {
    return new SagaRow(id, newDocument, turn, task, lane, leaseUntil, deadlineAt);
  }

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
