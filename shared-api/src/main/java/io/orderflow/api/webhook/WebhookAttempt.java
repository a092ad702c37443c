package io.orderflow.api.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status of the answer; null if there was none
 * @param milliseconds until the answer or the failure
 * @param said the beginning of the answer's body, or why there is no answer
 */
public record WebhookAttempt(Instant at, @Nullable Integer status, int milliseconds, String said) {}
