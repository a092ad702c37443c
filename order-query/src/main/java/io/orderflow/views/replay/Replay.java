package io.orderflow.views.replay;

import io.orderflow.views.replay.ReplayStatus.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One replay of a processor.
 *
 * @param target the position that every segment has to reach
 * @param targetSince since when that is the target
 * @param endPosition where the segment furthest behind was when it ended
 * @param changed how many orders the rebuilt rows show differently at the same version; null until
 *     they were compared
 * @param reason why it failed
 */
record Replay(
    long id,
    String processor,
    State state,
    long target,
    Instant targetSince,
    @Nullable Long endPosition,
    @Nullable Long changed,
    @Nullable String reason,
    Instant startedAt,
    @Nullable Instant endedAt) {

  private static final int ALL = 100;

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** How much of it is behind it; all of it only when it is done. */
  int percent(long position) {
    if (state == State.DONE) {
      return ALL;
    }
    long reached = Math.clamp(position, 0, Math.max(0, target));
    long share = target <= 0 ? ALL : reached * ALL / target;
    return (int) Math.min(share, ALL - 1);
  }

  /** The mean rate since it began. */
  long eventsPerSecond(long position, Instant now) {
    long millis =
        Math.max(1, Duration.between(startedAt, endedAt == null ? now : endedAt).toMillis());
    return Math.max(0, position) * 1_000 / millis;
  }

  /** To the target, at the mean rate; null if it has ended or nothing can be said yet. */
  @Nullable Duration timeLeft(long position, Instant now) {
    long rate = eventsPerSecond(position, now);
    return isRunning() && rate > 0
        ? Duration.ofSeconds(Math.ceilDiv(Math.max(0, target - position), rate))
        : null;
  }
}
