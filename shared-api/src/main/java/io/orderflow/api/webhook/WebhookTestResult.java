package io.orderflow.api.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What came of a test.
 *
 * @param attempt null unless it was sent
 */
public record WebhookTestResult(Kind kind, @Nullable WebhookAttempt attempt) {

  public enum Kind {
    SENT,
    /** Another test is under way on that node; nothing was sent. */
    BUSY,
    NOT_THERE
  }
}
