package io.orderflow.engine.deadletter;

import io.orderflow.engine.serialization.UnreadableEvent;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/** Makes every processor fail on unreadable events, so that they become dead letters. */
final class UnreadableEventRejector implements EventMessageHandler {

  private final DeadLetterStore letters;
  private final boolean replayable;

  UnreadableEventRejector(DeadLetterStore letters, boolean replayable) {
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
    return null; // Axon calls every handler with events that one of them can handle
  }

  /** If any handler supports a reset, Axon takes the whole processor for replayable. */
  @Override
  public boolean supportsReset() {
    return replayable;
  }

  /** A replay handles all events again, so the dead letters are void. */
  @Override
  public void prepareReset() {
    letters.clear();
  }

  @Override
  public <R> void prepareReset(R resetContext) {
    prepareReset();
  }
}
