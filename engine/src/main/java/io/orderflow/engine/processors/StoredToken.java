package io.orderflow.engine.processors;

import java.time.Instant;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * The stored token of one segment of a processor.
 *
 * @param token null before the first event
 * @param owner the node that claimed it last
 * @param claimedAt when that node last extended its claim
 */
public record StoredToken(
    int segment,
    @Nullable TrackingToken token,
    @Nullable String owner,
    @Nullable Instant claimedAt) {

  /** The position before the first event, in every event store. */
  public static final long BEFORE_THE_FIRST = -1;

  /** The position of the last event that was handled or skipped. */
  public long position() {
    return positionOf(token);
  }

  /** The position of any token. */
  public static long positionOf(@Nullable TrackingToken token) {
    return token == null ? BEFORE_THE_FIRST : token.position().orElse(BEFORE_THE_FIRST);
  }

  /**
   * Whether it handles events again. Axon's own {@code isReplaying} stays true until the next new
   * event.
   */
  boolean isReplaying() {
    return token != null
        && ReplayToken.getTokenAtReset(token).orElse(BEFORE_THE_FIRST) > position();
  }
}
