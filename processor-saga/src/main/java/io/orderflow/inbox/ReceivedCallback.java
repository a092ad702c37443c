package io.orderflow.inbox;

import java.time.Instant;
import tools.jackson.core.JacksonException;

/** A genuine callback or reply that is to be stored. */
public record ReceivedCallback(
    CallbackSource source, Notice notice, String body, Instant receivedAt) {

  CallbackId id() {
    return new CallbackId(source, notice.eventId());
  }

  /**
   * Whether the callback that is stored under this event id says the same, however it is written.
   * If not, this one is not stored anywhere and must not be acknowledged.
   */
  public boolean isRepetitionOf(String stored) {
    try {
      return stored.equals(body) || source.read(stored).saysTheSameAs(notice);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      return true; // an older version stored it; it cannot be compared
    }
  }
}
