package io.orderflow.integration.notification;

import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.integration.EventPublisher;
import io.orderflow.integration.PublisherUnavailableException;
import io.orderflow.integration.RejectedEventException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sends notifications of public events. What the service has accepted is remembered until it is
 * stored, so that a round that failed half-way goes on with the rest.
 */
final class NotificationPublisher implements EventPublisher {

  static final String NAME = "notifications";

  /** The most events of one batch. Each is a request, so that it is smaller than a broker's. */
  static final int BATCH = 64;

  /** Of a batch in the making, and of dead letters that are retried meanwhile. */
  private static final int REMEMBERED = 1_000;

  private final NotificationProperties properties;
  private final NotificationService service;
  private final NotificationTable table;
  private final Clock clock;
  private final Map<String, SentNotification> sent = RecentlyUsedMap.of(REMEMBERED);

  NotificationPublisher(
      NotificationProperties properties,
      NotificationService service,
      NotificationTable table,
      Clock clock) {
    this.properties = properties;
    this.service = service;
    this.table = table;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String receiver() {
    return "The notification service (" + properties.url() + ")";
  }

  @Override
  public String settings() {
    return NotificationProperties.PREFIX;
  }

  @Override
  public String refusesResend() {
    return "Customers would hear of everything twice, unless the notification service still knows all"
        + " keys. Have that service repeat what it was given.";
  }

  @Override
  public void publish(List<CloudEvent> events, Map<String, Labels> labels) {
    var round = new NotificationRound(service, properties.timeout());
    for (var event : events) {
      if (!sent.containsKey(event.getId())) {
        NotificationMapper.of(event).ifPresent(notification -> round.add(event, notification));
      }
    }
    round.send(
        properties.concurrency(),
        (event, notification, id) ->
            sent.put(event.getId(), new SentNotification(notification, id, clock.instant())));
    var unknown = round.unknown();
    if (unknown != null) {
      throw new PublisherUnavailableException(NAME, unknown, null);
    }
    var refusal = round.refusal();
    if (refusal != null) {
      throw new RejectedEventException(
          refusal.event(), new IllegalArgumentException(refusal.why()));
    }
  }

  /** With the position, so that what is lost is sent and stored again. */
  @Override
  public void confirmed(List<CloudEvent> events) {
    var stored =
        events.stream().map(event -> sent.get(event.getId())).filter(Objects::nonNull).toList();
    if (!stored.isEmpty()) {
      table.store(stored);
    }
  }
}
