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

/** Where the newest event is. */
public final class StreamHead {

  private static final Logger LOG = LoggerFactory.getLogger(StreamHead.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ObjectProvider<? extends StreamableMessageSource<TrackedEventMessage<?>>> events;

  StreamHead(ObjectProvider<? extends StreamableMessageSource<TrackedEventMessage<?>>> events) {
    this.events = events;
  }

  /** Its position; nothing where the event store does not say it within two seconds. */
  public OptionalLong position() {
    try {
      return CompletableFuture.supplyAsync(this::ask, task -> Thread.ofVirtual().start(task))
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException failed) {
      LOG.warn("The event store does not say where its newest event is", failed.getCause());
      return OptionalLong.empty();
    }
  }

  private OptionalLong ask() {
    return OptionalLong.of(StoredToken.positionOf(events.getObject().createHeadToken()));
  }
}
