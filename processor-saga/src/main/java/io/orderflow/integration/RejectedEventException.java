package io.orderflow.integration;

import io.cloudevents.CloudEvent;
import java.util.Objects;

/** The receiver refuses one public event for what it is, such as its size. */
public final class RejectedEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String orderId;
  private final String eventId;

  public RejectedEventException(CloudEvent event, Throwable cause) {
    super("event " + event.getId() + " (" + event.getType() + ") is refused", cause);
    this.orderId = Objects.requireNonNull(event.getSubject());
    this.eventId = event.getId();
  }

  String orderId() {
    return orderId;
  }

  /** Of the public event and of the event that it stands for. */
  String eventId() {
    return eventId;
  }
}
