package io.orderflow.engine.postgres;

import io.orderflow.engine.processors.DelegatingEventStream;
import java.util.Set;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** A stream of events whose reader is called when there is more. */
final class CallbackEventStream extends DelegatingEventStream {

  private final Set<Runnable> readers;
  private @Nullable Runnable reader;

  CallbackEventStream(BlockingStream<TrackedEventMessage<?>> events, Set<Runnable> readers) {
    super(events);
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
  public synchronized void close() {
    forget();
    super.close();
  }

  private void forget() {
    if (reader != null) {
      readers.remove(reader);
      reader = null;
    }
  }
}
