package io.orderflow.views.replay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay, as it is shown.
 *
 * @param position of the segment that is furthest behind
 * @param target the position that all have to reach; it moves on while orders keep coming
 * @param eventsPerSecond the mean since it began
 * @param timeLeft until the target is reached; null before that can be said, and after the end
 * @param changed how many orders show something else at the same version; null until compared
 */
public record ReplayStatus(
    String id,
    String processor,
    State state,
    long position,
    long target,
    int percent,
    long eventsPerSecond,
    @Nullable Duration timeLeft,
    @Nullable Long changed,
    @Nullable String reason,
    Instant startedAt,
    @Nullable Instant endedAt) {

  /** The names are stored. */
  public enum State {
    RUNNING,
    /** Its rows are the ones that are read now. */
    DONE,
    CANCELLED,
    /** Its rows were dropped, for the reason given. */
    FAILED
  }
}
