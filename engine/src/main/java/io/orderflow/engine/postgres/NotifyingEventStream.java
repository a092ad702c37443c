package io.orderflow.engine.postgres;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** A stream of events whose reader is called when there is more. */
final class NotifyingEventStream implements BlockingStream<TrackedEventMessage<?>> {

  private final BlockingStream<TrackedEventMessage<?>> events;
  private final Set<Runnable> readers;
  private @Nullable Runnable reader;

  NotifyingEventStream(BlockingStream<TrackedEventMessage<?>> events, Set<Runnable> readers) {
    this.events = events;
    this.readers = readers;
  }

  @Override
  public synchronized boolean setOnAvailableCallback(Runnable callback) {
    forget();
    // A lambda of its own, so that two streams given the same callback do not unsubscribe another.
    Runnable mine = () -> callback.run();
    readers.add(mine);
    reader = mine;
    return true;
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
  public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
    events.skipMessagesWithPayloadTypeOf(ignored);
  }

  @Override
  public synchronized void close() {
    forget();
    events.close();
  }

  private void forget() {
    if (reader != null) {
      readers.remove(reader);
      reader = null;
    }
  }
}
