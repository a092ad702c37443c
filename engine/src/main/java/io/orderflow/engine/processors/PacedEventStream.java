package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/** The stream of a {@link PacedEventSource}. */
final class PacedEventStream extends DelegatingEventStream {

  private final Duration rest;

  PacedEventStream(BlockingStream<TrackedEventMessage<?>> events, Duration rest) {
    super(events);
    this.rest = rest;
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    return super.setOnAvailableCallback(
        new PacedCallback(callback, rest, System::nanoTime, PacedEventStream::later));
  }

  private static Executor later(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
  }
}
