package io.orderflow.api.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.jspecify.annotations.Nullable;

/** What an operator has done with webhooks. Answered with {@link WebhookOutcome}. */
public sealed interface WebhookCommand {

  /**
   * Creates an endpoint of what was entered, which is checked by the rules of the API. It must not
   * be sent again after a {@link WebhookOutcome.SecretIssued}: {@code sameUrl} is another number
   * then, and it is refused.
   *
   * @param url as it was entered; empty if it was not
   * @param eventTypes null for all
   * @param labels which an order must have, all of them
   * @param sameUrl how many endpoints with this URL the operator knows of
   */
  record CreateWebhook(
      @RoutingKey String url,
      @Nullable String description,
      @Nullable List<String> eventTypes,
      Map<String, String> labels,
      int sameUrl)
      implements WebhookCommand {

    /** Without the URL, which may contain a password of the endpoint. */
    @Override
    public String toString() {
      return "CreateWebhook[withheld]";
    }
  }

  /**
   * Makes a new secret. Refused if the webhook was changed since the operator has seen it, so that
   * it can be sent only once.
   *
   * @param version of the webhook as the operator has seen it
   */
  record RotateSecret(@RoutingKey long webhook, long version) implements WebhookCommand {}

  /** Repeating it changes nothing. */
  record EnableWebhook(@RoutingKey long webhook) implements WebhookCommand {}

  /** Repeating it changes nothing. */
  record DisableWebhook(@RoutingKey long webhook) implements WebhookCommand {}

  /** Repeating it changes nothing. */
  record DeleteWebhook(@RoutingKey long webhook) implements WebhookCommand {}

  /** Sends one event again. */
  record RedeliverOne(@RoutingKey long webhook, long delivery) implements WebhookCommand {}

  /**
   * Sends all of a time again. At least one component must be set.
   *
   * @param from when they were stored, this moment included; null for the first
   * @param until when they were stored, this moment excluded; null for the last
   * @param failed whether only those that were given up
   */
  record RedeliverAll(
      @RoutingKey long webhook, @Nullable Instant from, @Nullable Instant until, boolean failed)
      implements WebhookCommand {}
}
