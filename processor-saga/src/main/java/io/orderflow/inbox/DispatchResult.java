package io.orderflow.inbox;

import org.jspecify.annotations.Nullable;

/** The result of dispatching a callback. */
sealed interface DispatchResult {

  record Done() implements DispatchResult {}

  /** It can never succeed and needs a person. */
  record Rejected(UnmatchedReason reason, String detail) implements DispatchResult {}

  /** The outcome is unknown; it has to be dispatched again. */
  record Failed(String error, @Nullable Throwable cause) implements DispatchResult {

    Failed(String error) {
      this(error, null);
    }
  }
}
