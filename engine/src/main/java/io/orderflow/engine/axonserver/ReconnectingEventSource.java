package io.orderflow.engine.axonserver;

import io.orderflow.engine.processors.DelegatingEventSource;
import java.time.Duration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Hides outages of Axon Server from processors: they see a time without events. If they saw the
 * failures, their backoff would delay them for up to a minute after the server is back.
 */
final class ReconnectingEventSource extends DelegatingEventSource {

  private final Duration pause;

  /**
   * @param pause between two attempts to connect
   */
  ReconnectingEventSource(StreamableMessageSource<TrackedEventMessage<?>> server, Duration pause) {
    super(server);
    this.pause = pause;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
    return new ReconnectingEventStream(source, pause, position);
  }
}
