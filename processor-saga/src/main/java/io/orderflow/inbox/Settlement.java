package io.orderflow.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the inbox records after the dispatch of an entry.
 *
 * @param unmatched why it fits no order; null otherwise
 * @param reason the last error; null if there was none
 * @param dueAt the time of the next attempt; null if there is none
 */
record Settlement(
    InboxEntry entry,
    @Nullable UnmatchedReason unmatched,
    @Nullable String reason,
    @Nullable Instant dueAt) {

  static Settlement done(InboxEntry entry) {
    return new Settlement(entry, null, null, null);
  }

  /** Kept for a person to look at, and not dispatched again. */
  static Settlement rejected(InboxEntry entry, UnmatchedReason unmatched, String reason) {
    return new Settlement(entry, unmatched, reason, null);
  }

  static Settlement postponed(InboxEntry entry, String error, Instant dueAt) {
    return new Settlement(entry, null, error, dueAt);
  }

  String state() {
    if (dueAt != null) {
      return "PENDING";
    }
    return unmatched == null ? "DONE" : "REJECTED";
  }
}
