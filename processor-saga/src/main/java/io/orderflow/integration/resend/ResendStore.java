package io.orderflow.integration.resend;

import io.orderflow.integration.resend.Resend.Started;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores previews and what became of them. Started ones are kept as a record; previews are dropped
 * when one is made a day later.
 */
final class ResendStore {

  private static final int SHOWN = 50;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  ResendStore(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Resend add(String publisher, ResendPreview preview, @Nullable String by) {
    jdbc.update(
        "delete from integration.resend where started_at is null and created_at < ?::timestamptz - interval '1 day'",
        now());
    Long id =
        jdbc.queryForObject(
            """
            insert into integration.resend (publisher, after_position, until_position, public_events,
              orders, complete, first_at, last_at, created_by, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning resend_id""",
            Long.class,
            publisher,
            preview.after(),
            preview.until(),
            preview.count(),
            preview.orders(),
            preview.complete(),
            Timestamp.from(preview.firstAt()),
            Timestamp.from(preview.lastAt()),
            by,
            now());
    return find(publisher, Objects.requireNonNull(id)).orElseThrow();
  }

  Optional<Resend> find(String publisher, long id) {
    return find(publisher, id, "");
  }

  /** The same, and no other starts it until the caller's transaction ends. */
  Optional<Resend> lock(String publisher, long id) {
    return find(publisher, id, " for update");
  }

  private Optional<Resend> find(String publisher, long id, String lock) {
    return jdbc
        .query(
            "select * from integration.resend where resend_id = ? and publisher = ?" + lock,
            (row, _) -> resend(row),
            id,
            publisher)
        .stream()
        .findFirst();
  }

  /** The newest first, at most fifty. */
  List<Resend> newest(String publisher) {
    return jdbc.query(
        "select * from integration.resend where publisher = ? order by resend_id desc limit ?",
        (row, _) -> resend(row),
        publisher,
        SHOWN);
  }

  void start(long id, @Nullable String by, String note) {
    jdbc.update(
        "update integration.resend set started_by = ?, started_at = ?, note = ? where resend_id = ?",
        by,
        now(),
        note,
        id);
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static Resend resend(ResultSet row) throws SQLException {
    var startedAt = row.getTimestamp("started_at");
    return new Resend(
        row.getLong("resend_id"),
        row.getString("publisher"),
        new ResendPreview(
            row.getLong("after_position"),
            row.getLong("until_position"),
            row.getLong("public_events"),
            row.getLong("orders"),
            row.getBoolean("complete"),
            row.getTimestamp("first_at").toInstant(),
            row.getTimestamp("last_at").toInstant()),
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant(),
        startedAt == null
            ? null
            : new Started(
                row.getString("started_by"), startedAt.toInstant(), row.getString("note")));
  }
}
