package io.orderflow.callback;

import org.jspecify.annotations.Nullable;

/** What came of passing a callback on. */
sealed interface Verdict {

  record Done() implements Verdict {}

  /** It will never succeed; a person has to look. */
  record Rejected(UnmatchedReason reason, String detail) implements Verdict {}

  /** Nobody knows whether the order was told; it has to be told again. */
  record Failed(String error, @Nullable Throwable cause) implements Verdict {

    Failed(String error) {
      this(error, null);
    }
  }
}
