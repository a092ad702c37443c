package io.orderflow.inbox;

/**
 * A callback claimed from the inbox.
 *
 * @param attempts how often it has been claimed, including this time
 */
record InboxEntry(CallbackId id, String body, int attempts) {

  /** Identifies the callback, and quotes nothing of its content. */
  @Override
  public String toString() {
    return id.toString();
  }
}
