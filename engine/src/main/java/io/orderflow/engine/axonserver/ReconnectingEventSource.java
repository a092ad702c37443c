package io.orderflow.engine.axonserver;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Hides outages of Axon Server from processors: they see a time without events. If they saw the
 * failures, their backoff would delay them for up to a minute after the server is back.
 */
final class ReconnectingEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {

  private final StreamableMessageSource<TrackedEventMessage<?>> server;
  private final Duration pause;

  /**
   * @param pause between two attempts to connect
   */
  ReconnectingEventSource(StreamableMessageSource<TrackedEventMessage<?>> server, Duration pause) {
    this.server = server;
    this.pause = pause;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
    return new ReconnectingEventStream(server, pause, position);
  }

  @Override
  public @Nullable TrackingToken createTailToken() {
    return server.createTailToken();
  }

  @Override
  public @Nullable TrackingToken createHeadToken() {
    return server.createHeadToken();
  }

  @Override
  public @Nullable TrackingToken createTokenAt(Instant time) {
    return server.createTokenAt(time);
  }

  @Override
  public @Nullable TrackingToken createTokenSince(Duration duration) {
    return server.createTokenSince(duration);
  }
}
