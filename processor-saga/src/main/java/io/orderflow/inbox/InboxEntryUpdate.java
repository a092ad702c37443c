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
record InboxEntryUpdate(
    InboxEntry entry,
    @Nullable UnmatchedReason unmatched,
    @Nullable String reason,
    @Nullable Instant dueAt) {

  static InboxEntryUpdate done(InboxEntry entry) {
    return new InboxEntryUpdate(entry, null, null, null);
  }

  /** Kept for a person to look at, and not dispatched again. */
  static InboxEntryUpdate rejected(InboxEntry entry, UnmatchedReason unmatched, String reason) {
    return new InboxEntryUpdate(entry, unmatched, reason, null);
  }

  static InboxEntryUpdate postponed(InboxEntry entry, String error, Instant dueAt) {
    return new InboxEntryUpdate(entry, null, error, dueAt);
  }

  String state() {
    if (dueAt != null) {
      return "PENDING";
    }
    return unmatched == null ? "DONE" : "REJECTED";
  }
}
