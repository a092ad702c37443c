package io.orderflow.engine.processors;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** The positions of another source; only the streams differ. */
public abstract class DelegatingEventSource
    implements StreamableMessageSource<TrackedEventMessage<?>> {

  protected final StreamableMessageSource<TrackedEventMessage<?>> source;

  protected DelegatingEventSource(StreamableMessageSource<TrackedEventMessage<?>> source) {
    this.source = source;
  }

  @Override
  public @Nullable TrackingToken createTailToken() {
    return source.createTailToken();
  }

  @Override
  public @Nullable TrackingToken createHeadToken() {
    return source.createHeadToken();
  }

  @Override
  public @Nullable TrackingToken createTokenAt(Instant time) {
    return source.createTokenAt(time);
  }

  @Override
  public @Nullable TrackingToken createTokenSince(Duration duration) {
    return source.createTokenSince(duration);
  }
}
