package io.orderflow.console.webhooks;

import io.orderflow.api.webhook.WebhookStatus;
import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, as it is shown.
 *
 * @param events the types that it takes; empty for all
 * @param labels which an order must have, such as {@code channel=web}
 * @param because why it is disabled, in a sentence; null while it is enabled
 * @param earlierUntil how long the secret before this one signs too; null if it does not
 * @param waiting how many deliveries wait; null if none does
 * @param last the last attempt; null if there was none
 */
record ShownWebhook(
    long id,
    String url,
    @Nullable String description,
    List<String> events,
    List<String> labels,
    Badge state,
    boolean enabled,
    @Nullable String because,
    @Nullable DisplayTime disabledAt,
    @Nullable DisplayTime failingSince,
    @Nullable DisplayTime earlierUntil,
    long version,
    DisplayTime createdAt,
    @Nullable String waiting,
    @Nullable ShownAttempt last) {

  /**
   * @param now after which an earlier secret signs no more
   */
  static ShownWebhook of(WebhookStatus webhook, Instant now) {
    var types = webhook.eventTypes();
    var earlier = webhook.earlierSecretUntil();
    var last = webhook.last();
    return new ShownWebhook(
        webhook.id(),
        webhook.url(),
        webhook.description(),
        types == null ? List.of() : types,
        webhook.labels().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .sorted()
            .toList(),
        state(webhook),
        webhook.disabledFor() == null,
        webhook.disabledFor() == null ? null : because(webhook.disabledFor()),
        time(webhook.disabledAt()),
        time(webhook.failingSince()),
        earlier == null || earlier.isBefore(now) ? null : DisplayTime.of(earlier),
        webhook.version(),
        DisplayTime.of(webhook.createdAt()),
        waiting(webhook.waiting()),
        last == null ? null : ShownAttempt.of(last));
  }

  private static @Nullable DisplayTime time(@Nullable Instant instant) {
    return instant == null ? null : DisplayTime.of(instant);
  }

  private static Badge state(WebhookStatus webhook) {
    if (webhook.disabledFor() != null) {
      return new Badge("Disabled", webhook.disabledFor() == DisabledFor.OPERATOR ? "warn" : "bad");
    }
    return webhook.failingSince() != null
        ? new Badge("Fails", "bad")
        : new Badge("Enabled", "good");
  }

  private static String because(DisabledFor reason) {
    return switch (reason) {
      case OPERATOR -> "An operator has disabled it.";
      case GONE -> "orderflow has disabled it: it has answered 410 Gone.";
      case FAILING ->
          "orderflow has disabled it: all attempts have failed until an event was given up.";
    };
  }

  private static @Nullable String waiting(long count) {
    if (count == 0) {
      return null;
    }
    return count < WebhookStatus.MOST_WAITING
        ? DisplayNumbers.number(count)
        : DisplayNumbers.number(WebhookStatus.MOST_WAITING) + " or more";
  }
}
