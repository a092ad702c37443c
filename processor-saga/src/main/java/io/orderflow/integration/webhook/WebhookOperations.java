package io.orderflow.integration.webhook;

import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.integration.webhook.WebhookEndpoints.Created;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The operations on webhooks, for the HTTP API and the message handlers. Each refusal is a {@link
 * ProblemException}. A condition gets the state that is changed, and throws if it does not hold.
 */
final class WebhookOperations {

  /** Of one request: as many take a statement some seconds. */
  private static final int MOST_REDELIVERIES = 10_000;

  private final WebhookEndpoints endpoints;
  private final WebhookDeliveries deliveries;
  private final WebhookScheduler scheduler;
  private final TestDelivery test;
  private final AddressPolicy policy;
  private final WebhookProperties properties;
  private final Clock clock;

  WebhookOperations(
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      WebhookScheduler scheduler,
      TestDelivery test,
      AddressPolicy policy,
      WebhookProperties properties,
      Clock clock) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.scheduler = scheduler;
    this.test = test;
    this.policy = policy;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * The endpoint with its secret, which is not shown again.
   *
   * @param condition is asked with the number of endpoints that have this URL, and throws if it
   *     does not hold
   */
  Created create(WebhookRequest request, IntConsumer condition) {
    return endpoints
        .create(request.checked(policy), properties.maxEndpoints(), condition)
        .orElseThrow(
            () ->
                ProblemException.of(
                    WebhookProblemCode.TOO_MANY_WEBHOOKS,
                    "Delete one that is not needed, or raise %s.max-endpoints from %d."
                        .formatted(WebhookProperties.PREFIX, properties.maxEndpoints())));
  }

  WebhookEndpoint existing(long id) {
    return endpoints.find(id).orElseThrow(WebhookOperations::notFound);
  }

  /** Replaces what is said about it; its secret and its state stay. */
  WebhookEndpoint update(long id, WebhookRequest request, Consumer<WebhookEndpoint> condition) {
    var changed =
        endpoints
            .update(id, request.checked(policy), condition)
            .orElseThrow(WebhookOperations::notFound);
    scheduler.wake();
    return changed;
  }

  /** With its deliveries and their log, which are removed later. Repeating it changes nothing. */
  void delete(long id, Consumer<WebhookEndpoint> condition) {
    endpoints.delete(id, condition);
  }

  /** What waits is sent when it is due. Repeating it changes nothing. */
  WebhookEndpoint enable(long id, Consumer<WebhookEndpoint> condition) {
    var enabled = endpoints.enable(id, condition).orElseThrow(WebhookOperations::notFound);
    scheduler.wake();
    return enabled;
  }

  /** Its events are not stored any more; those that wait go on waiting. */
  WebhookEndpoint disable(long id, Consumer<WebhookEndpoint> condition) {
    return endpoints
        .disable(id, DisabledFor.OPERATOR, condition)
        .orElseThrow(WebhookOperations::notFound);
  }

  /** The endpoint with its new secret, which is not shown again. */
  Created rotate(long id, Consumer<WebhookEndpoint> condition) {
    return endpoints
        .rotate(id, properties.secretOverlap(), condition)
        .orElseThrow(WebhookOperations::notFound);
  }

  /** Sends an event now, also if it is disabled, and waits for the answer. */
  AttemptResult test(long id) {
    return test.send(id).orElseThrow(WebhookOperations::notFound);
  }

  /** It is sent now, once more if it has arrived already. */
  void redeliver(long id, long delivery) {
    var endpoint = enabled(id);
    if (!deliveries.redeliver(endpoint.id(), delivery, clock.instant())) {
      throw noDelivery();
    }
    scheduler.wake();
  }

  /** All of a time, or all that were given up; how many they are. */
  int redeliverAll(long id, RedeliveryRequest request) {
    var endpoint = enabled(id);
    var range = request.checked();
    if (deliveries.count(endpoint.id(), range, MOST_REDELIVERIES + 1) > MOST_REDELIVERIES) {
      throw ProblemException.of(
          WebhookProblemCode.TOO_MANY_DELIVERIES,
          "Name a shorter time with from and to: one request repeats at most "
              + MOST_REDELIVERIES
              + ".");
    }
    int count = deliveries.redeliver(endpoint.id(), range, clock.instant());
    scheduler.wake();
    return count;
  }

  private WebhookEndpoint enabled(long id) {
    var endpoint = existing(id);
    if (!endpoint.isEnabled()) {
      throw ProblemException.of(
          WebhookProblemCode.WEBHOOK_DISABLED, "POST to its /enable first, then repeat this.");
    }
    return endpoint;
  }

  static ProblemException notFound() {
    return ProblemException.of(
        WebhookProblemCode.WEBHOOK_NOT_FOUND, "GET " + WebhookController.PATH + " lists them.");
  }

  static ProblemException noDelivery() {
    return ProblemException.of(
        WebhookProblemCode.DELIVERY_NOT_FOUND,
        "GET the webhook's /deliveries lists them; old ones are deleted.");
  }
}
