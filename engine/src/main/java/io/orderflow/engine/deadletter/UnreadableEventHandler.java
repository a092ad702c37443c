package io.orderflow.engine.deadletter;

import io.orderflow.engine.serialization.UnreadableEvent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/** Has unreadable events handled by every processor, which they all fail to do. */
final class UnreadableEventHandler implements EventMessageHandler {

  private final DeadLetterStore letters;
  private final boolean replayable;

  UnreadableEventHandler(DeadLetterStore letters, boolean replayable) {
    this.letters = letters;
    this.replayable = replayable;
  }

  @Override
  public boolean canHandle(EventMessage<?> message) {
    return message.getPayload() instanceof UnreadableEvent;
  }

  @Override
  public boolean canHandleType(Class<?> payloadType) {
    return payloadType == UnreadableEvent.class;
  }

  @Override
  public @Nullable Object handle(EventMessage<?> message) {
    if (message.getPayload() instanceof UnreadableEvent(String reason)) {
      throw new SerializationException(reason);
    }
    return null; // Axon passes on to each handler what one of them can handle
  }

  /** A handler that could be replayed would make Axon take its whole processor for one. */
  @Override
  public boolean supportsReset() {
    return replayable;
  }

  /** A replay tries everything anew, what could not be handled before included. */
  @Override
  public void prepareReset() {
    letters.clear();
  }

  @Override
  public <R> void prepareReset(R resetContext) {
    prepareReset();
  }
}
