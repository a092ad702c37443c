package io.orderflow.console.webhooks;

import io.orderflow.api.webhook.WebhookDelivery;
import io.orderflow.api.webhook.WebhookDelivery.State;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery, as it is shown.
 *
 * @param dueAt when it is tried next; null unless it waits
 * @param attempts the newest first
 */
record ShownDelivery(
    long id,
    String type,
    String eventId,
    String orderId,
    Badge state,
    DisplayTime createdAt,
    @Nullable DisplayTime dueAt,
    List<ShownAttempt> attempts) {

  static ShownDelivery of(WebhookDelivery delivery) {
    var state = delivery.state();
    return new ShownDelivery(
        delivery.id(),
        delivery.type(),
        delivery.eventId(),
        delivery.orderId(),
        new Badge(words(state), tone(state)),
        DisplayTime.of(delivery.createdAt()),
        state == State.WAITING ? DisplayTime.of(delivery.dueAt()) : null,
        delivery.attempts().reversed().stream().map(ShownAttempt::of).toList());
  }

  static String words(State state) {
    return switch (state) {
      case WAITING -> "Waiting";
      case DELIVERED -> "Delivered";
      case FAILED -> "Given up";
    };
  }

  private static String tone(State state) {
    return switch (state) {
      case WAITING -> "going";
      case DELIVERED -> "good";
      case FAILED -> "bad";
    };
  }
}
