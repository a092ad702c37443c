package io.orderflow.views.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One replay of a processor.
 *
 * @param target the position that every segment has to reach
 * @param targetSince since when that is the target
 * @param endPosition where the segment furthest behind was when it ended
 * @param reason why it failed
 */
record Replay(
    long id,
    String processor,
    State state,
    long target,
    Instant targetSince,
    @Nullable Long endPosition,
    @Nullable String reason,
    Instant startedAt,
    @Nullable Instant endedAt) {

  private static final int ALL = 100;

  enum State {
    RUNNING,
    /** Its rows are the ones that are read now. */
    DONE,
    CANCELLED,
    /** Its rows were dropped, for the reason given. */
    FAILED
  }

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
}
