package io.orderflow.engine.processors;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Passes every call on to another stream of events. Subclasses change what they are about. */
public abstract class DelegatingEventStream implements BlockingStream<TrackedEventMessage<?>> {

  private final BlockingStream<TrackedEventMessage<?>> events;

  protected DelegatingEventStream(BlockingStream<TrackedEventMessage<?>> events) {
    this.events = events;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return events.peek();
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    return events.hasNextAvailable(timeout, unit);
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    return events.nextAvailable();
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
