package io.orderflow.views.stream;

import io.orderflow.engine.processors.StreamPositions;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** Reads the events of the store from a position on, folded. Used by one thread. */
final class EventReader implements AutoCloseable {

  private final BlockingStream<TrackedEventMessage<?>> events;
  private final OrderChanges changes;
  private @Nullable TrackingToken position;

  EventReader(
      StreamableMessageSource<TrackedEventMessage<?>> source,
      @Nullable TrackingToken position,
      OrderChanges changes) {
    this.events = source.openStream(position);
    this.position = position;
    this.changes = changes;
  }

  @Nullable TrackingToken position() {
    return position;
  }

  boolean hasNext(long millis) throws InterruptedException {
    return events.hasNextAvailable((int) millis, TimeUnit.MILLISECONDS);
  }

  FeedEvent next() throws InterruptedException {
    var message = events.nextAvailable();
    var token = message.trackingToken();
    long number = StreamPositions.numberOf(position, token);
    position = token;
    return new FeedEvent(number, token, changes.of(message).orElse(null));
  }

  /** Passes over an event without folding it. */
  void skip() throws InterruptedException {
    position = events.nextAvailable().trackingToken();
  }

  @Override
  public void close() {
    events.close();
  }
}
