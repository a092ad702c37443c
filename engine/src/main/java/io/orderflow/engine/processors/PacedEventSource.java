package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Calls the readers of another source less often, so that each finds more events. A reader that
 * finds events by itself, because it is behind, is not held up.
 */
public final class PacedEventSource extends DelegatingEventSource {

  private final Duration rest;

  /**
   * @param rest at least so long after a reader was called it is not called again
   */
  public PacedEventSource(StreamableMessageSource<TrackedEventMessage<?>> source, Duration rest) {
    super(source);
    this.rest = rest;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
    return new DelegatingEventStream(source.openStream(position)) {
      @Override
      public boolean setOnAvailableCallback(Runnable callback) {
        return super.setOnAvailableCallback(
            new PacedCallback(callback, rest, System::nanoTime, PacedEventSource::later));
      }
    };
  }

  private static Executor later(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
  }
}
