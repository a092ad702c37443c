package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The position of the newest event. */
public final class StreamHead {

  private static final Logger log = LoggerFactory.getLogger(StreamHead.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ObjectProvider<? extends StreamableMessageSource<TrackedEventMessage<?>>> events;
  private final Duration patience;

  StreamHead(ObjectProvider<? extends StreamableMessageSource<TrackedEventMessage<?>>> events) {
    this(events, PATIENCE);
  }

  /**
   * @param patience how long the event store may take to answer
   */
  StreamHead(
      ObjectProvider<? extends StreamableMessageSource<TrackedEventMessage<?>>> events,
      Duration patience) {
    this.events = events;
    this.patience = patience;
  }

  /** The position; empty if the event store does not answer within two seconds. */
  public OptionalLong position() {
    try {
      return CompletableFuture.supplyAsync(this::ask, task -> Thread.ofVirtual().start(task))
          .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException failed) {
      log.warn(
          "The event store does not answer for the position of its newest event",
          failed.getCause());
      return OptionalLong.empty();
    }
  }

  private OptionalLong ask() {
    return OptionalLong.of(StoredToken.positionOf(events.getObject().createHeadToken()));
  }
}
