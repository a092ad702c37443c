package io.orderflow.inbox;

/**
 * A callback taken from the inbox.
 *
 * @param attempts how often it has been taken, this time included
 */
record InboxEntry(CallbackSource sender, String eventId, String body, int attempts) {

  /** Tells which callback it is, and nothing of what it says. */
  @Override
  public String toString() {
    return sender + " callback " + eventId;
  }
}
