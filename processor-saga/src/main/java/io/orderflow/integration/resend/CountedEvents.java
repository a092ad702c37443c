package io.orderflow.integration.resend;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.serialization.UnreadableEvent;
import io.orderflow.integration.PublishedOrders;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.integration.event.PublishedOrder;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/** Counts the public events of stored ones, folding them as a publisher does. */
final class CountedEvents {

  private final PublicEvents publicEvents;
  private final PublishedOrders known;
  private final Set<OrderId> orders = new HashSet<>();
  private int read;
  private long count;
  private boolean foldedAll = true;
  private @Nullable Instant firstAt;
  private @Nullable Instant lastAt;

  CountedEvents(PublicEvents publicEvents, EventStore events) {
    this.publicEvents = publicEvents;
    this.known = new PublishedOrders(events);
  }

  /** How many stored events were read. */
  int read() {
    return read;
  }

  /** An order whose events cannot be read would become a dead letter, and is not counted. */
  void add(EventMessage<?> message) {
    read++;
    if (message instanceof DomainEventMessage<?> stored) {
      try {
        if (stored.getPayload() instanceof OrderEvent event) {
          count(stored, event);
        } else if (stored.getPayload() instanceof UnreadableEvent) {
          foldedAll = false;
        }
      } catch (IllegalStateException | SerializationException unreadable) {
        foldedAll = false;
      }
    }
  }

  private void count(DomainEventMessage<?> stored, OrderEvent event) {
    var id = event.orderId();
    var before = known.before(id, stored.getSequenceNumber());
    var after = PublishedOrder.after(before, event, stored.getSequenceNumber());
    known.remember(Map.of(id, after));
    var at = stored.getTimestamp();
    if (publicEvents.of(event, stored.getIdentifier(), at, before, after).isPresent()) {
      count++;
      orders.add(id);
      firstAt = firstAt == null || at.isBefore(firstAt) ? at : firstAt;
      lastAt = lastAt == null || at.isAfter(lastAt) ? at : lastAt;
    }
  }

  /**
   * Empty if there are none.
   *
   * @param all whether all were read
   */
  Optional<ResendPreview> preview(long after, long until, boolean all) {
    return firstAt == null || lastAt == null
        ? Optional.empty()
        : Optional.of(
            new ResendPreview(
                after, until, count, orders.size(), all && foldedAll, firstAt, lastAt));
  }
}
