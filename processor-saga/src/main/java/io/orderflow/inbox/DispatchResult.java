package io.orderflow.inbox;

import org.jspecify.annotations.Nullable;

/** What came of passing a callback on. */
sealed interface DispatchResult {

  record Done() implements DispatchResult {}

  /** It will never succeed; a person has to look. */
  record Rejected(UnmatchedReason reason, String detail) implements DispatchResult {}

  /** Nobody knows whether the order was told; it has to be told again. */
  record Failed(String error, @Nullable Throwable cause) implements DispatchResult {

    Failed(String error) {
      this(error, null);
    }
  }
}
