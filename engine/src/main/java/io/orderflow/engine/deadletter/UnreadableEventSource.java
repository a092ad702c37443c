package io.orderflow.engine.deadletter;

import io.orderflow.engine.failure.CauseChain;
import io.orderflow.engine.processors.DelegatingEventSource;
import io.orderflow.engine.processors.DelegatingEventStream;
import io.orderflow.engine.serialization.UnreadableEvent;
import java.util.Optional;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Replaces events that cannot be deserialized by an {@link UnreadableEvent}. Otherwise one of them
 * would stop every processor before it is known which aggregate it belongs to.
 */
public final class UnreadableEventSource extends DelegatingEventSource {

  public UnreadableEventSource(StreamableMessageSource<TrackedEventMessage<?>> source) {
    super(source);
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
    return new DelegatingEventStream(source.openStream(position)) {
      @Override
      public Optional<TrackedEventMessage<?>> peek() {
        return super.peek().map(UnreadableEventSource::readable);
      }

      @Override
      public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        return readable(super.nextAvailable());
      }
    };
  }

  /** Deserializing here costs nothing: a message keeps the result. */
  private static TrackedEventMessage<?> readable(TrackedEventMessage<?> message) {
    try {
      var _ = message.getPayload();
      var _ = message.getMetaData();
      return message;
    } catch (RuntimeException failed) {
      if (message instanceof DomainEventMessage<?> event) {
        return unreadable(message.trackingToken(), event, CauseChain.reason(failed));
      }
      throw failed; // it belongs to no aggregate that could be stopped
    }
  }

  private static TrackedEventMessage<?> unreadable(
      TrackingToken token, DomainEventMessage<?> event, String reason) {
    return new GenericTrackedDomainEventMessage<>(
        token,
        event.getType(),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        new GenericMessage<>(
            event.getIdentifier(), new UnreadableEvent(reason), MetaData.emptyInstance()),
        event::getTimestamp);
  }
}
