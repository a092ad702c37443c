package io.orderflow.integration.webhook;

import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import io.orderflow.integration.EventPublisher;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Stores a delivery of each event for each endpoint that wants it. It has a transaction of its own:
 * that of the processor may still be rolled back, and what was confirmed is not published again.
 */
final class WebhookEventPublisher implements EventPublisher {

  static final String NAME = "webhooks";

  private final WebhookDeliveries deliveries;
  private final Clock clock;
  private final Runnable stored;

  /**
   * @param stored is told after each commit
   */
  WebhookEventPublisher(WebhookDeliveries deliveries, Clock clock, Runnable stored) {
    this.deliveries = deliveries;
    this.clock = clock;
    this.stored = stored;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String receiver() {
    return "The table of webhook deliveries";
  }

  @Override
  public String settings() {
    return WebhookProperties.PREFIX;
  }

  /** Its rows are there already, so nothing would be stored but for endpoints made since. */
  @Override
  public String refusesResend() {
    return "Each webhook sends its own deliveries again: POST /api/v1/webhooks/{id}/redeliver with a"
        + " time.";
  }

  @Override
  public boolean keepsOrder() {
    return false;
  }

  @Override
  public void publish(List<CloudEvent> events, Map<String, Labels> labels) {
    deliveries.store(events, labels, clock.instant());
    stored.run();
  }
}
