package io.orderflow.console.webhooks;

import io.orderflow.api.webhook.WebhookAttempt;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import org.jspecify.annotations.Nullable;

/**
 * An attempt, as it is shown.
 *
 * @param took in words
 * @param said the beginning of the answer, or why there was none; may be empty
 */
record ShownAttempt(Badge result, DisplayTime at, String took, String said) {

  static ShownAttempt of(WebhookAttempt attempt) {
    return new ShownAttempt(
        result(attempt.status()),
        DisplayTime.of(attempt.at()),
        attempt.milliseconds() < 1_000
            ? attempt.milliseconds() + " ms"
            : DisplayNumbers.duration(attempt.milliseconds() / 1_000.0),
        attempt.said());
  }

  private static Badge result(@Nullable Integer status) {
    if (status == null) {
      return new Badge("No answer", "bad");
    }
    return new Badge(Integer.toString(status), status / 100 == 2 ? "good" : "bad");
  }
}
