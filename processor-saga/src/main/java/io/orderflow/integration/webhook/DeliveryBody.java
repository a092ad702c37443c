package io.orderflow.integration.webhook;

import io.orderflow.api.webhook.WebhookAttempt;
import io.orderflow.api.webhook.WebhookDelivery;
import io.orderflow.api.webhook.WebhookDelivery.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as operators see it.
 *
 * @param dueAt when it is tried next; null unless it waits
 */
record DeliveryBody(
    String id,
    String eventId,
    String type,
    String orderId,
    State state,
    Instant createdAt,
    @Nullable Instant dueAt,
    List<Attempted> attempts) {

  /**
   * One attempt.
   *
   * @param status of the answer; null if there was none
   * @param answer the beginning of its body; null if there was none
   * @param error why there was no answer; null if there was one
   */
  record Attempted(
      Instant at,
      @Nullable Integer status,
      int milliseconds,
      @Nullable String answer,
      @Nullable String error) {

    static Attempted of(WebhookAttempt attempt) {
      boolean answered = attempt.status() != null;
      return new Attempted(
          attempt.at(),
          attempt.status(),
          attempt.milliseconds(),
          answered ? attempt.said() : null,
          answered ? null : attempt.said());
    }
  }

  static DeliveryBody of(WebhookDelivery delivery) {
    return new DeliveryBody(
        Long.toString(delivery.id()),
        delivery.eventId(),
        delivery.type(),
        delivery.orderId(),
        delivery.state(),
        delivery.createdAt(),
        delivery.state() == State.WAITING ? delivery.dueAt() : null,
        delivery.attempts().stream().map(Attempted::of).toList());
  }
}
