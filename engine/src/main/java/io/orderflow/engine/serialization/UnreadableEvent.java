package io.orderflow.engine.serialization;

import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * Stands for an event whose content cannot be read: under an unknown name, in an unknown revision,
 * or damaged. It keeps its place, and fails when it is handled and not before, so that it stops its
 * own aggregate only.
 */
public record UnreadableEvent(String reason) {

  /** The name under which it travels through a processor; it is never stored. */
  static final MessageAliases ALIAS =
      new MessageAliases(Map.of(UnreadableEvent.class, "engine.unreadable-event"));

  public static String typeOf(DomainEventMessage<?> event) {
    return event.getPayload() instanceof UnreadableEvent
        ? "unreadable"
        : event.getPayloadType().getSimpleName();
  }
}
