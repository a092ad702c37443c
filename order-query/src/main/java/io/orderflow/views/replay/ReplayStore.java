package io.orderflow.views.replay;

import io.orderflow.views.replay.Replay.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores all replays, and which of them is running. */
@Component
class ReplayStore {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  ReplayStore(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A serialized token. */
  record Resume(@Nullable String token, @Nullable String type) {}

  /** From the end of this transaction on the projection writes what is built anew. */
  Replay begin(String processor, long target, Resume resume) {
    var now = now();
    Long id =
        jdbc.queryForObject(
            """
            insert into views.replay
              (processor_name, state, target, target_since, started_at, resume_token, resume_token_type)
            values (?, 'RUNNING', ?, ?, ?, ?, ?) returning replay_id""",
            Long.class,
            processor,
            target,
            now,
            now,
            resume.token(),
            resume.type());
    long replayId = Objects.requireNonNull(id);
    jdbc.update("insert into views.rebuilding (replay_id) values (?)", replayId);
    return find(replayId).orElseThrow();
  }

  Optional<Replay> find(long id) {
    return jdbc
        .query("select * from views.replay where replay_id = ?", (row, _) -> replay(row), id)
        .stream()
        .findFirst();
  }

  Optional<Replay> running() {
    return jdbc
        .query("select * from views.replay where state = 'RUNNING'", (row, _) -> replay(row))
        .stream()
        .findFirst();
  }

  boolean isRunning(long id) {
    return running().filter(replay -> replay.id() == id).isPresent();
  }

  Resume resumeOf(long id) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select resume_token, resume_token_type from views.replay where replay_id = ?",
            (row, _) -> new Resume(row.getString(1), row.getString(2)),
            id));
  }

  /** Whether the target was set so long ago that many events have come since. */
  boolean isOld(Replay replay) {
    return replay.targetSince().plus(ReplayService.ALMOST_NOW).isBefore(clock.instant());
  }

  void moveTarget(long id, long target) {
    jdbc.update(
        "update views.replay set target = ?, target_since = ? where replay_id = ? and state = 'RUNNING'",
        target,
        now(),
        id);
  }

  /** From the end of this transaction on the projection writes what is read. */
  void end(long id, State state, long position, @Nullable String reason) {
    jdbc.update("delete from views.rebuilding");
    jdbc.update(
        "update views.replay set state = ?, position = ?, reason = ?, ended_at = ? where replay_id = ?",
        state.name(),
        position,
        reason,
        now(),
        id);
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static Replay replay(ResultSet row) throws SQLException {
    var endedAt = row.getTimestamp("ended_at");
    return new Replay(
        row.getLong("replay_id"),
        row.getString("processor_name"),
        State.valueOf(row.getString("state")),
        row.getLong("target"),
        row.getTimestamp("target_since").toInstant(),
        row.getObject("position", Long.class),
        row.getString("reason"),
        row.getTimestamp("started_at").toInstant(),
        endedAt == null ? null : endedAt.toInstant());
  }
}
