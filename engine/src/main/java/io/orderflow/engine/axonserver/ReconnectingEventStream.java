package io.orderflow.engine.axonserver;

import io.orderflow.engine.failure.CommandFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that reconnects after the last event it returned, as often as necessary. Failures of an
 * event, not of the connection, are passed on.
 */
final class ReconnectingEventStream implements BlockingStream<TrackedEventMessage<?>> {

  private static final Logger log = LoggerFactory.getLogger(ReconnectingEventStream.class);

  private final StreamableMessageSource<TrackedEventMessage<?>> server;
  private final Executor later;
  private final long pauseNanos;
  private @Nullable TrackingToken position;
  private @Nullable BlockingStream<TrackedEventMessage<?>> events;
  private @Nullable Runnable reader;
  private long lostAt;
  private boolean away;
  private boolean closed;

  ReconnectingEventStream(
      StreamableMessageSource<TrackedEventMessage<?>> server,
      Duration pause,
      @Nullable TrackingToken position) {
    this.server = server;
    this.later = CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS);
    this.pauseNanos = pause.toNanos();
    this.position = position;
    this.lostAt = System.nanoTime() - pauseNanos;
  }

  @Override
  public synchronized Optional<TrackedEventMessage<?>> peek() {
    try {
      var open = open();
      return open == null ? Optional.empty() : open.peek();
    } catch (RuntimeException failed) {
      lose(failed);
      return Optional.empty();
    }
  }

  @Override
  public synchronized boolean hasNextAvailable(int timeout, TimeUnit unit)
      throws InterruptedException {
    try {
      var open = open();
      return open != null && open.hasNextAvailable(timeout, unit);
    } catch (RuntimeException failed) {
      lose(failed);
      return false;
    }
  }

  @Override
  public synchronized TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    var open = open();
    if (open == null) {
      throw new IllegalStateException("Call hasNextAvailable first.");
    }
    var event = open.nextAvailable();
    position = event.trackingToken();
    if (away) {
      log.info("Axon Server sends events again");
      away = false;
    }
    return event;
  }

  @Override
  public synchronized void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
    if (events != null) {
      events.skipMessagesWithPayloadTypeOf(ignored);
    }
  }

  @Override
  public synchronized boolean setOnAvailableCallback(Runnable callback) {
    reader = callback;
    if (events != null) {
      events.setOnAvailableCallback(callback);
    }
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }

  /** Null until the pause is over. */
  private @Nullable BlockingStream<TrackedEventMessage<?>> open() {
    if (events == null && !closed && System.nanoTime() - lostAt >= pauseNanos) {
      events = server.openStream(position);
      if (reader != null) {
        events.setOnAvailableCallback(reader);
      }
    }
    return events;
  }

  private void lose(RuntimeException failed) {
    if (!(failed instanceof AxonServerException)
        && CommandFailure.of(failed) != CommandFailure.TRANSIENT) {
      throw failed;
    }
    if (!away && !closed) { // once per outage, not twice a second
      // The failure is not the last argument: log filters see it, but no stack trace is printed.
      log.warn("Axon Server sends no events: {}{}", failed.toString(), "", failed, "");
      away = true;
    }
    drop();
    lostAt = System.nanoTime();
    later.execute(this::wake);
  }

  private void drop() {
    if (events != null) {
      events.close();
      events = null;
    }
  }

  private void wake() {
    Runnable waiting = waitingReader();
    if (waiting != null) {
      waiting.run();
    }
  }

  private synchronized @Nullable Runnable waitingReader() {
    return closed ? null : reader;
  }
}
