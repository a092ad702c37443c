package io.orderflow.integration.event;

import io.cloudevents.CloudEvent;
import io.orderflow.api.order.OrderEvent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public events of one order, told event by event. */
public final class EventHistory {

  private static final Instant START = Instant.parse("2026-03-01T10:15:30Z");

  private final PublicEvents publicEvents = new PublicEvents(URI.create("/orderflow"));
  private final List<CloudEvent> published = new ArrayList<>();
  private @Nullable PublishedOrder order;
  private int count;

  public static EventHistory of(List<? extends OrderEvent> events) {
    var history = new EventHistory();
    events.forEach(history::then);
    return history;
  }

  private void then(OrderEvent event) {
    var after = PublishedOrder.after(order, event, count);
    publicEvents
        .of(event, "event-" + count, START.plusSeconds(count), order, after)
        .ifPresent(published::add);
    order = after;
    count++;
  }

  public List<CloudEvent> published() {
    return published;
  }

  List<String> types() {
    return published.stream()
        .map(event -> event.getType().replaceFirst("^io\\.orderflow\\.(.*)\\.v1$", "$1"))
        .toList();
  }
}
