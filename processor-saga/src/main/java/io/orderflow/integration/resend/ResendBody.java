package io.orderflow.integration.resend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resend as clients see it.
 *
 * @param fromPosition the first position that is sent again
 * @param untilPosition how far the publisher was at the preview
 * @param expiresAt until when a preview can be confirmed; null once it was
 */
record ResendBody(
    String id,
    String publisher,
    State state,
    long count,
    long orders,
    boolean complete,
    Instant firstAt,
    Instant lastAt,
    long fromPosition,
    long untilPosition,
    @Nullable String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable String startedBy,
    @Nullable Instant startedAt,
    @Nullable String note) {

  /** Whether the publisher was sent back. How far it is again is its lag. */
  enum State {
    PREVIEWED,
    STARTED
  }

  static ResendBody of(Resend resend) {
    var preview = resend.preview();
    var start = resend.start();
    return new ResendBody(
        Long.toString(resend.id()),
        resend.publisher(),
        start == null ? State.PREVIEWED : State.STARTED,
        preview.count(),
        preview.orders(),
        preview.complete(),
        preview.firstAt(),
        preview.lastAt(),
        preview.after() + 1,
        preview.until(),
        resend.createdBy(),
        resend.createdAt(),
        start == null ? resend.expiresAt() : null,
        start == null ? null : start.by(),
        start == null ? null : start.at(),
        start == null ? null : start.note());
  }
}
