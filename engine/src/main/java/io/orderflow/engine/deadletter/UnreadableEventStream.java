package io.orderflow.engine.deadletter;

import io.orderflow.engine.processors.DelegatingEventStream;
import java.util.Optional;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/** The stream of an {@link UnreadableEventSource}. */
final class UnreadableEventStream extends DelegatingEventStream {

  UnreadableEventStream(BlockingStream<TrackedEventMessage<?>> events) {
    super(events);
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return super.peek().map(UnreadableEventSource::readable);
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    return UnreadableEventSource.readable(super.nextAvailable());
  }
}
