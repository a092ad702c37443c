package io.orderflow.api.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, without its secret.
 *
 * @param eventTypes null for all
 * @param labels which an order must have, all of them
 * @param disabledFor why nothing is sent; null while it is enabled
 * @param disabledAt since when; null while it is enabled
 * @param failingSince the first failure since the last success; null if the last attempt succeeded
 * @param earlierSecretUntil how long an earlier secret signs too; null if there was none
 * @param version grows with every change by an operator, and when it is disabled
 * @param waiting how many deliveries wait, at most {@value #MOST_WAITING}
 * @param last the last attempt; null if there was none among the newest deliveries
 */
public record WebhookStatus(
    long id,
    String url,
    @Nullable String description,
    @Nullable List<String> eventTypes,
    Map<String, String> labels,
    @Nullable DisabledFor disabledFor,
    @Nullable Instant disabledAt,
    @Nullable Instant failingSince,
    @Nullable Instant earlierSecretUntil,
    long version,
    Instant createdAt,
    long waiting,
    @Nullable WebhookAttempt last) {

  /** More are not counted. */
  public static final int MOST_WAITING = 1_000;

  public WebhookStatus {
    eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
    labels = Map.copyOf(labels);
  }

  /** Why nothing is sent to a webhook. */
  public enum DisabledFor {
    /** An operator has disabled it. */
    OPERATOR,
    /** It has answered 410. */
    GONE,
    /** It has failed for too long, without any success. */
    FAILING
  }
}
