package io.orderflow.engine.deadletter;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/** The stream of an {@link UnreadableEventSource}. */
final class UnreadableEventStream implements BlockingStream<TrackedEventMessage<?>> {

  private final BlockingStream<TrackedEventMessage<?>> events;

  UnreadableEventStream(BlockingStream<TrackedEventMessage<?>> events) {
    this.events = events;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return events.peek().map(UnreadableEventSource::readable);
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    return UnreadableEventSource.readable(events.nextAvailable());
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    return events.hasNextAvailable(timeout, unit);
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    return events.setOnAvailableCallback(callback);
  }

  @Override
  public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
    events.skipMessagesWithPayloadTypeOf(ignored);
  }

  @Override
  public void close() {
    events.close();
  }
}
