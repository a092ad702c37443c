package io.orderflow.integration.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status of the answer; null if there was none
 * @param said the beginning of the answer's body, or why there is no answer; at most {@value
 *     #MOST_SAID} characters
 * @param took until the answer or the failure
 * @param retryAfter how long the endpoint asks to wait; null if it does not
 */
record AttemptResult(
    @Nullable Integer status, String said, Duration took, @Nullable Duration retryAfter) {

  static final int MOST_SAID = 1_024;

  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  boolean isDelivered() {
    return status != null && status / 100 == 2;
  }

  boolean isAnswered() {
    return status != null;
  }

  /** The endpoint wants no webhooks any more. */
  boolean isGone() {
    return status != null && status == GONE;
  }

  /** Whether the endpoint asks for a pause, and not only for another try of this event. */
  boolean asksForPause() {
    return retryAfter != null
        && status != null
        && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE);
  }

  DeliveryOutcome outcome() {
    if (isDelivered()) {
      return DeliveryOutcome.DELIVERED;
    }
    return isAnswered() ? DeliveryOutcome.REFUSED : DeliveryOutcome.UNANSWERED;
  }
}
