package io.orderflow.refund;

import java.time.Instant;

/**
 * What a refund wants done: one thing for a worker at most, and the deadline by which it is looked
 * at again.
 */
sealed interface RefundAction {

  /** Wakes the refund unless it has moved on; the newest replaces the one before. */
  record SetDeadline(Instant at, long turn) implements RefundAction {}

  /** What a worker does after the commit, at least once. */
  sealed interface Task extends RefundAction {

    /** For operators who list what is pending. */
    default String inWords() {
      return switch (this) {
        case Ask(var no, var attempt) -> "refund " + no + "/" + attempt;
        case RaiseAttention _ -> "raise attention for a refund";
      };
    }
  }

  record Ask(int requestNo, int attempt) implements Task {}

  record RaiseAttention(boolean refused) implements Task {}
}
