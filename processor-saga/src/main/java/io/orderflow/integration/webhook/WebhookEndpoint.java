package io.orderflow.integration.webhook;

import io.orderflow.api.Labels;
import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where public events are sent.
 *
 * @param wanted what its owner says about it
 * @param disabledFor why nothing is sent; null while it is enabled
 * @param disabledAt since when; null while it is enabled
 * @param failingSince the first failure since the last success; null if the last attempt succeeded
 * @param earlierSecretUntil how long an earlier secret signs too; null if there was none
 * @param version grows with every change by an operator, and when it is disabled
 */
record WebhookEndpoint(
    long id,
    Subscription wanted,
    @Nullable DisabledFor disabledFor,
    @Nullable Instant disabledAt,
    @Nullable Instant failingSince,
    @Nullable Instant earlierSecretUntil,
    long version,
    Instant createdAt) {

  /**
   * What is sent where.
   *
   * @param eventTypes null for all
   * @param labels which an order must have, all of them
   */
  record Subscription(
      String url, @Nullable String description, @Nullable List<String> eventTypes, Labels labels) {}

  boolean isEnabled() {
    return disabledFor == null;
  }

  /** The opaque part of its {@code ETag}. It holds all that can change. */
  String tag() {
    return version
        + "-"
        + (failingSince == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, failingSince));
  }

  /** Whether it was described as now when it had this tag, whatever became of its attempts. */
  boolean wasDescribedSo(String earlierTag) {
    return earlierTag.matches(version + "-[0-9]+");
  }
}
