package io.orderflow.callback;

/** What came of passing a callback on. */
sealed interface Verdict {

  record Done() implements Verdict {}

  /** It will never succeed; a person has to look. */
  record Rejected(UnmatchedReason reason, String detail) implements Verdict {}

  /** Nobody knows whether the order was told; it has to be told again. */
  record Failed(String error) implements Verdict {}
}
