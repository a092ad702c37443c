package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Sends an event that says nothing, to see whether an endpoint takes it. */
final class TestDelivery {

  static final String TYPE = "io.orderflow.webhook.test.v1";

  /** It takes one of the few places of operators' requests for as long as an endpoint is silent. */
  private static final int AT_A_TIME = 1;

  private final WebhookEndpoints endpoints;
  private final AddressPolicy policy;
  private final WebhookSender sender;
  private final PublicEvents events;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_A_TIME);

  TestDelivery(
      WebhookEndpoints endpoints,
      AddressPolicy policy,
      WebhookSender sender,
      PublicEvents events,
      Clock clock) {
    this.endpoints = endpoints;
    this.policy = policy;
    this.sender = sender;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What came of it, at once; it is not repeated and not logged. Empty if there is no such
   * endpoint.
   *
   * @throws ProblemException if another is under way
   */
  Optional<AttemptResult> send(long id) {
    var endpoint = endpoints.find(id);
    if (endpoint.isEmpty()) {
      return Optional.empty();
    }
    if (!places.tryAcquire()) {
      throw ProblemException.of(
          GeneralProblemCode.OVERLOADED, "Another webhook is being tested. Send it again.");
    }
    try {
      var eventId = UUID.randomUUID().toString();
      return Optional.of(
          sender.send(
              endpoint.get().wanted().url(),
              policy,
              eventId,
              endpoints.secrets(id),
              body(id, eventId)));
    } finally {
      places.release();
    }
  }

  private byte[] body(long id, String eventId) {
    return WebhookDeliveries.json(
            CloudEventBuilder.v1()
                .withId(eventId)
                .withSource(events.source())
                .withType(TYPE)
                .withSubject("webhook-" + id)
                .withTime(clock.instant().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withDataSchema(URI.create("urn:orderflow:event:webhook.test:v1"))
                .withData(("{\"webhook\":\"" + id + "\"}").getBytes(UTF_8))
                .build())
        .getBytes(UTF_8);
  }
}
