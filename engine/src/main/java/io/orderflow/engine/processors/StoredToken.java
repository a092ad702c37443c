package io.orderflow.engine.processors;

import java.time.Instant;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * How far one segment of a processor has come, as it is stored.
 *
 * @param token none means that it has not begun
 * @param owner the node that claimed it last
 * @param claimedAt when that node last said so
 */
public record StoredToken(
    int segment,
    @Nullable TrackingToken token,
    @Nullable String owner,
    @Nullable Instant claimedAt) {

  /** The place before the first event, in every event store. */
  public static final long BEFORE_THE_FIRST = -1;

  /** The place of the last event that was handled or passed by. */
  public long position() {
    return positionOf(token);
  }

  /** The same of any token. */
  public static long positionOf(@Nullable TrackingToken token) {
    return token == null ? BEFORE_THE_FIRST : token.position().orElse(BEFORE_THE_FIRST);
  }

  /**
   * Whether it handles what it has handled before. Axon's own answer stays yes on a store in which
   * nothing new happens.
   */
  boolean isReplaying() {
    return token != null
        && ReplayToken.getTokenAtReset(token).orElse(BEFORE_THE_FIRST) > position();
  }
}
