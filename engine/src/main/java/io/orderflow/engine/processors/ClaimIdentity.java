package io.orderflow.engine.processors;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a segment.
 *
 * @param node how this node names itself in its claims
 * @param timeout after which the claim of a silent node holds no more
 */
public record ClaimIdentity(String node, Duration timeout) {

  /** Null where nobody holds the segment. */
  @Nullable String holderOf(StoredToken stored, Instant now) {
    var lapses = stored.claimedAt() == null ? now : stored.claimedAt().plus(timeout);
    return lapses.isAfter(now) ? stored.owner() : null;
  }
}
