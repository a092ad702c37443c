package io.orderflow.api.webhook;

import java.time.Instant;
import java.util.List;

/**
 * An event on its way to one endpoint.
 *
 * @param createdAt when it was stored
 * @param dueAt when it is tried next, if it waits
 * @param attempts the first one first
 */
public record WebhookDelivery(
    long id,
    String eventId,
    String type,
    String orderId,
    State state,
    Instant createdAt,
    Instant dueAt,
    List<WebhookAttempt> attempts) {

  public WebhookDelivery {
    attempts = List.copyOf(attempts);
  }

  public enum State {
    WAITING,
    DELIVERED,
    /** It was tried for as long as it is worth it. */
    FAILED
  }
}
