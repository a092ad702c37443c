package io.orderflow.engine.deadletter;

import io.orderflow.engine.failure.CauseChain;
import org.jspecify.annotations.Nullable;

/** Names the one aggregate of a batch whose rows could not be written. */
final class AggregateWriteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String aggregateId;

  AggregateWriteException(String aggregateId, Throwable cause) {
    super("The events of " + aggregateId + " could not be handled", cause);
    this.aggregateId = aggregateId;
  }

  String aggregateId() {
    return aggregateId;
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
