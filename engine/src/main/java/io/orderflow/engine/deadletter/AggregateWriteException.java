package io.orderflow.engine.deadletter;

import io.orderflow.engine.failure.CauseChain;
import org.jspecify.annotations.Nullable;

/** Names the one aggregate of a batch whose rows could not be written, and the event if known. */
final class AggregateWriteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String aggregateId;
  private final @Nullable String eventId;

  AggregateWriteException(String aggregateId, @Nullable String eventId, Throwable cause) {
    super("The events of " + aggregateId + " could not be handled", cause);
    this.aggregateId = aggregateId;
    this.eventId = eventId;
  }

  String aggregateId() {
    return aggregateId;
  }

  /** Null if any of the aggregate's events may be the cause. */
  @Nullable String eventId() {
    return eventId;
  }

  /** The one in a chain of causes, if there is one. */
  static @Nullable AggregateWriteException behind(@Nullable Throwable failure) {
    return CauseChain.of(failure)
        .filter(AggregateWriteException.class::isInstance)
        .map(AggregateWriteException.class::cast)
        .findFirst()
        .orElse(null);
  }
}
