package io.orderflow.integration;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.integration.event.PublishedOrder;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * Orders as one reader of events has come to know them, such as a publisher's processor. Each is
 * kept in memory as of its newest event that was read. An order that is needed as of another event
 * is read from its stream. That happens after a start, to orders that were quiet for long, and when
 * the reader goes back.
 */
public final class PublishedOrders {

  private static final int REMEMBERED = 10_000;

  private final EventStore events;
  private final Map<OrderId, PublishedOrder> recent = RecentlyUsedMap.of(REMEMBERED);

  public PublishedOrders(EventStore events) {
    this.events = events;
  }

  /**
   * The order before one of its events; null before the first.
   *
   * @param sequence of the event
   */
  public @Nullable PublishedOrder before(OrderId id, long sequence) {
    if (sequence == 0) {
      return null;
    }
    var known = recent.get(id);
    return known != null && known.version() == sequence - 1 ? known : read(id, sequence - 1);
  }

  /** Replaces what was known of these orders. */
  public void remember(Map<OrderId, PublishedOrder> orders) {
    recent.putAll(orders);
  }

  private @Nullable PublishedOrder read(OrderId id, long last) {
    PublishedOrder order = null;
    var stream = events.readEvents(id.toString());
    while (stream.hasNext()) {
      var message = stream.next();
      if (message.getSequenceNumber() > last) {
        break;
      }
      if (!(message.getPayload() instanceof OrderEvent event)) {
        throw new IllegalStateException(
            "event %d of %s cannot be read".formatted(message.getSequenceNumber(), id));
      }
      order = PublishedOrder.after(order, event, message.getSequenceNumber());
    }
    return order;
  }
}
