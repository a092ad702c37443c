package io.orderflow.views.stream;

import org.jspecify.annotations.Nullable;

/** The text of one server-sent event, by WHATWG's HTML standard, section 9.2. */
final class ServerSentEvent {

  /** Keeps a connection open and changes nothing. */
  static final String COMMENT = ":\n\n";

  /** A client that was disconnected connects again after two seconds. */
  static final String RETRY = "retry: 2000\n\n";

  private ServerSentEvent() {}

  /**
   * @param id null leaves the client's last id as it is
   * @param data one line
   */
  static String of(@Nullable String id, String name, String data) {
    return (id == null ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + data + "\n\n";
  }

  /** Sets the client's last id without an event. */
  static String position(String id) {
    return "id: " + id + "\n\n";
  }
}
