package io.orderflow.api.webhook;

import org.jspecify.annotations.Nullable;

/** What can be asked about webhooks. */
public sealed interface WebhookQuery {

  /**
   * Answered with {@link WebhookList}, also where webhooks are off.
   *
   * @param after what the list before has named as its next; null for the first
   */
  record FindWebhooks(@Nullable Long after) implements WebhookQuery {}

  /**
   * Answered with {@link WebhookDetails}, also where webhooks are off.
   *
   * @param state leaves only the deliveries in this state; null for all
   * @param before what the page before has named as its next; null for the newest
   */
  record FindWebhook(long webhook, WebhookDelivery.@Nullable State state, @Nullable Long before)
      implements WebhookQuery {}

  /** Answered with {@link FailingWebhooks}, also where webhooks are off. */
  record CountFailingWebhooks() implements WebhookQuery {}

  /**
   * Sends a test event and waits for the answer. Answered with {@link WebhookTestResult}. It is a
   * query, because a command would hold a database connection for as long as the endpoint is
   * silent.
   */
  record TestWebhook(long webhook) implements WebhookQuery {}
}
