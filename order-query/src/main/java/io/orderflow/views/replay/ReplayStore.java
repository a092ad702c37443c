package io.orderflow.views.replay;

import io.orderflow.views.replay.ReplayStatus.State;
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

  /**
   * @throws org.springframework.dao.DuplicateKeyException if one is running
   */
  Replay begin(String processor, long target) {
    var now = now();
    Long id =
        jdbc.queryForObject(
            """
            insert into views.replay (processor_name, state, target, target_since, started_at)
            values (?, 'RUNNING', ?, ?, ?) returning replay_id""",
            Long.class,
            processor,
            target,
            now,
            now);
    return find(Objects.requireNonNull(id)).orElseThrow();
  }

  Optional<Replay> find(long id) {
    return jdbc
        .query("select * from views.replay where replay_id = ?", (row, _) -> replay(row), id)
        .stream()
        .findFirst();
  }

  Optional<Replay> newest() {
    return jdbc
        .query(
            "select * from views.replay order by replay_id desc limit 1", (row, _) -> replay(row))
        .stream()
        .findFirst();
  }

  Optional<Replay> running() {
    return jdbc
        .query("select * from views.replay where state = 'RUNNING'", (row, _) -> replay(row))
        .stream()
        .findFirst();
  }

  /** Whether it is running, and stays so until the caller's transaction ends. */
  boolean lockRunning(long id) {
    return !jdbc.queryForList(
            "select replay_id from views.replay where replay_id = ? and state = 'RUNNING' for update",
            Long.class,
            id)
        .isEmpty();
  }

  boolean isRunning(long id) {
    return running().filter(replay -> replay.id() == id).isPresent();
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

  void compared(long id, long changed) {
    jdbc.update("update views.replay set changed = ? where replay_id = ?", changed, id);
  }

  void end(long id, State state, long position, @Nullable String reason) {
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
        row.getObject("changed", Long.class),
        row.getString("reason"),
        row.getTimestamp("started_at").toInstant(),
        endedAt == null ? null : endedAt.toInstant());
  }
}
