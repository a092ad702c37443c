package io.orderflow.integration.resend;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A preview of what a publisher would send again, and its start.
 *
 * @param preview what the operator was shown
 * @param createdBy the operator's name; null for a caller without one
 * @param start null before it was confirmed
 */
record Resend(
    long id,
    String publisher,
    ResendPreview preview,
    @Nullable String createdBy,
    Instant createdAt,
    @Nullable Started start) {

  /** Afterwards the publisher may be far ahead of what was shown. */
  static final Duration PREVIEW_HOLDS = Duration.ofMinutes(15);

  /**
   * @param by the operator's name; null for a caller without one
   * @param note why, in the operator's words
   */
  record Started(@Nullable String by, Instant at, String note) {}

  Instant expiresAt() {
    return createdAt.plus(PREVIEW_HOLDS);
  }
}
