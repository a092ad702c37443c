package io.orderflow.integration.webhook;

import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as operators see it.
 *
 * @param eventTypes null for all
 * @param state {@code ENABLED} or {@code DISABLED}
 * @param disabledFor why; null while it is enabled
 * @param failingSince the first failure since the last success
 * @param earlierSecretUntil how long the secret before this one signs too
 * @param secret shown once, when it is made; null otherwise
 */
record WebhookBody(
    String id,
    String url,
    @Nullable String description,
    @Nullable List<String> eventTypes,
    Map<String, String> labels,
    String state,
    @Nullable DisabledFor disabledFor,
    @Nullable Instant disabledAt,
    @Nullable Instant failingSince,
    @Nullable Instant earlierSecretUntil,
    Instant createdAt,
    @Nullable String secret) {

  static WebhookBody of(WebhookEndpoint endpoint) {
    return of(endpoint, null);
  }

  static WebhookBody of(WebhookEndpoints.Created created) {
    return of(created.endpoint(), created.secret().text());
  }

  private static WebhookBody of(WebhookEndpoint endpoint, @Nullable String secret) {
    var wanted = endpoint.wanted();
    return new WebhookBody(
        Long.toString(endpoint.id()),
        wanted.url(),
        wanted.description(),
        wanted.eventTypes(),
        wanted.labels().values(),
        endpoint.isEnabled() ? "ENABLED" : "DISABLED",
        endpoint.disabledFor(),
        endpoint.disabledAt(),
        endpoint.failingSince(),
        endpoint.earlierSecretUntil(),
        endpoint.createdAt(),
        secret);
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "WebhookBody[" + id + "]";
  }
}
