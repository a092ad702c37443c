package io.orderflow.inbox;

import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * What the inbox holds of callbacks that were to be stored: they themselves, or what came earlier
 * under their event ids.
 *
 * @param bodies by event id
 */
public record StoredCallbacks(CallbackSource sender, Map<String, String> bodies) {

  /**
   * Whether what is kept under its event id is this callback, however it was written. If not, it
   * must not be taken for a repetition: nobody would ever hear of it.
   *
   * @param body the text of the callback
   */
  public boolean says(Notice callback, String body) {
    var kept = bodies.get(callback.eventId());
    return kept == null || kept.equals(body) || repeats(kept, callback);
  }

  private boolean repeats(String kept, Notice callback) {
    try {
      return sender.read(kept).saysTheSameAs(callback);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      return true; // nothing is left to compare it with, so the partner is believed
    }
  }
}
