package io.orderflow.api;

import java.util.UUID;

/**
 * Names one order, for ever. Also the identity of its aggregate, of its saga and of its row in
 * every view.
 *
 * <p>An id is derived from what the client sent or made by time, so it can be guessed: knowing it
 * proves nothing about who asks.
 */
public record OrderId(UUID value) {

  /**
   * @throws IllegalArgumentException if the text is not a UUID in its canonical form of 36
   *     characters
   */
  public static OrderId parse(String text) {
    // UUID.fromString also takes abbreviated and overlong groups, and digits of other scripts; two
    // spellings of one id would be two keys for a partner. Upper case is read, lower case written.
    try {
      var uuid = UUID.fromString(text);
      if (uuid.toString().equalsIgnoreCase(text)) {
        return new OrderId(uuid);
      }
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("orderId must be a UUID of 36 characters", malformed);
    }
    throw new IllegalArgumentException("orderId must be a UUID of 36 characters");
  }

  /** The bare UUID: ids are compared as text by the event store and by the saga's association. */
  @Override
  public String toString() {
    return value.toString();
  }
}
