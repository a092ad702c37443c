package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An input of the state machine: a fact of the order, a worker's report, or the deadline. */
public sealed interface FulfillmentSignal {

  /** The order has passed this step. */
  record Succeeded(Step step) implements FulfillmentSignal {}

  record Compensated(Step step) implements FulfillmentSignal {}

  /** The order has decided to cancel: this step and all before it are to be undone. */
  record Reversed(Step step) implements FulfillmentSignal {}

  /** The order has decided against cancelling: the parcel is on its way. */
  record Overruled() implements FulfillmentSignal {}

  /** The order is cancelled. */
  record Ended() implements FulfillmentSignal {}

  /** An operator has settled the step, or its undo, by other means. */
  record OperatorResolved(Step step) implements FulfillmentSignal {}

  /** Concerns the request in progress, in whichever direction the order goes. */
  sealed interface RequestSignal extends FulfillmentSignal {}

  /** The partner has taken the request and answers later. */
  record Accepted(Attempt attempt) implements RequestSignal {}

  /** An attempt ended without a yes or a no; it may have had its effect all the same. */
  record AttemptFailed(Attempt attempt, Instant nextAttemptAt) implements RequestSignal {}

  record UndoRefused(Step step, int requestNo) implements RequestSignal {}

  record OperatorAlerted(Step step) implements RequestSignal {}

  record OperatorRetried(Step step) implements RequestSignal {}

  /**
   * The deadline of the current state; the host ignores those of earlier states.
   *
   * @param pausedUntil until when an operator had last paused requests to the partner of this
   *     state; null if never
   */
  record DeadlineExpired(@Nullable Instant pausedUntil) implements RequestSignal {

    public DeadlineExpired() {
      this(null);
    }
  }
}
