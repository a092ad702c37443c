package io.orderflow.views.check;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.processors.StoredToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Walks all events from the oldest on and finds the orders that begin; payloads are not read. */
final class FirstEvents implements AutoCloseable {

  /** Events that one step looks at. */
  private static final int MOST = 500;

  private static final int PATIENCE_MILLIS = 20;

  private final BlockingStream<TrackedEventMessage<?>> stream;

  FirstEvents(EventSource source) {
    this.stream = source.events().openStream(source.tail().get());
  }

  /** The orders that begin with the next events. */
  Page next(long position) {
    List<OrderId> orders = new ArrayList<>();
    long reached = position;
    try {
      for (int read = 0;
          read < MOST && stream.hasNextAvailable(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
          read++) {
        var event = stream.nextAvailable();
        reached = Math.max(reached, StoredToken.positionOf(event.trackingToken()));
        if (event instanceof DomainEventMessage<?> first
            && first.getPayloadType() == OrderCreated.class) {
          orders.add(OrderId.parse(first.getAggregateIdentifier()));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return new Page(reached, orders);
  }

  @Override
  public void close() {
    stream.close();
  }

  /**
   * @param position of the last event that was looked at
   */
  record Page(long position, List<OrderId> orders) {}
}
