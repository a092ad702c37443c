package io.orderflow.engine.deadletter;

import org.axonframework.eventhandling.DomainEventMessage;

/**
 * Stands for an event whose content cannot be read: under an unknown name, in an unknown revision,
 * or damaged. It keeps its place, and fails when it is handled and not before, so that it stops its
 * own aggregate only.
 */
record UnreadableEvent(String reason) {

  static String typeOf(DomainEventMessage<?> event) {
    return event.getPayload() instanceof UnreadableEvent
        ? "unreadable"
        : event.getPayloadType().getSimpleName();
  }
}
