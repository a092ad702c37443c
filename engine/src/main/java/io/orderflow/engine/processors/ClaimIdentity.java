package io.orderflow.engine.processors;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells which node holds a segment.
 *
 * @param node the name of this node in its claims
 * @param timeout after which the claim of a silent node expires
 */
public record ClaimIdentity(String node, Duration timeout) {

  /** Null if no node holds the segment. */
  @Nullable String holderOf(StoredToken stored, Instant now) {
    var expires = stored.claimedAt() == null ? now : stored.claimedAt().plus(timeout);
    return expires.isAfter(now) ? stored.owner() : null;
  }
}
