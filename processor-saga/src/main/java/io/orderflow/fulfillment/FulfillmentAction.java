package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Instant;

/**
 * What a fulfilment wants done: one thing for a worker at most, and the deadline by which it is
 * looked at again.
 */
sealed interface FulfillmentAction {

  /** Wakes the fulfilment unless it has moved on; the newest replaces the one before. */
  record SetDeadline(Instant at, long turn) implements FulfillmentAction {}

  /**
   * What a worker does after the commit, at least once; the order's answer to it is the next
   * signal.
   */
  sealed interface Task extends FulfillmentAction {

    /** For operators who list what is pending. */
    default String inWords() {
      return switch (this) {
        case Request(var step, var no, var attempt) -> "request " + step + " " + no + "/" + attempt;
        case Compensate(var step, var no, var attempt) -> "undo " + step + " " + no + "/" + attempt;
        case Abandon(var step) -> "abandon " + step;
        case RaiseAttention(_, var step, _) -> "raise attention for " + step;
        case CompleteCancellation() -> "complete the cancellation";
      };
    }
  }

  record Request(Step step, int requestNo, int attempt) implements Task {}

  record Compensate(Step step, int requestNo, int attempt) implements Task {}

  record Abandon(Step step) implements Task {}

  record RaiseAttention(Attempt.Kind kind, Step step, boolean refused) implements Task {}

  record CompleteCancellation() implements Task {}
}
