package io.orderflow.engine.deadletter;

import org.jspecify.annotations.Nullable;

/** What was to be written for one aggregate could not be, and the others are not to blame. */
final class IsolatedWriteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String aggregateId;

  IsolatedWriteException(String aggregateId, Throwable cause) {
    super("The events of " + aggregateId + " could not be handled", cause);
    this.aggregateId = aggregateId;
  }

  String aggregateId() {
    return aggregateId;
  }

  /** The one behind a failure, if there is one. */
  static @Nullable IsolatedWriteException behind(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IsolatedWriteException isolatedWriteException) {
        return isolatedWriteException;
      }
    }
    return null;
  }
}
