package io.orderflow.engine.deadletter;

/**
 * Whether a segment has dead letters, as far as its claim knows. Only a batch inserts one, in the
 * transaction that stores the token of its claim. So once there are none, there are none until the
 * holder of the claim inserts one: retries and resets, on any node, only remove them. Only the end
 * of a replay brings others in, and it takes the claim away.
 */
final class SegmentDeadLetters {

  private boolean none;

  /** Asks until there are none, then never again under this claim. */
  boolean hasNone(DeadLetterStore letters) {
    none = none || letters.isEmpty();
    return none;
  }

  /** Even if the batch that inserts one is rolled back: then the next one asks in vain. */
  void added() {
    none = false;
  }
}
