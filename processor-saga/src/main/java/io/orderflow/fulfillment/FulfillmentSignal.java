package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Instant;

/**
 * What a fulfilment is told: the order's facts as far as they concern it, its own deadline, and
 * what its workers learn.
 */
sealed interface FulfillmentSignal {

  /** The order has come past this step. */
  record Succeeded(Step step) implements FulfillmentSignal {}

  /** The partner has taken the request and answers later. */
  record Accepted(Attempt attempt) implements FulfillmentSignal {}

  /** A try ended without a yes or a no; it may have had its effect all the same. */
  record AttemptFailed(Attempt attempt, Instant nextAttemptAt) implements FulfillmentSignal {}

  /** The order's referee has decided that everything up to this step is undone. */
  record CancellationStarted(Step step) implements FulfillmentSignal {}

  record Compensated(Step step) implements FulfillmentSignal {}

  record CompensationRefused(Step step, int requestNo) implements FulfillmentSignal {}

  /** The parcel is on the road: the cancellation is off. */
  record CancellationOverruled() implements FulfillmentSignal {}

  record OrderCancelled() implements FulfillmentSignal {}

  record AttentionRaised(Step step) implements FulfillmentSignal {}

  record OperatorRetried(Step step) implements FulfillmentSignal {}

  /** A person has settled the step by other means, in whichever direction it was going. */
  record StepResolved(Step step) implements FulfillmentSignal {}

  record DeadlineExpired(long turn) implements FulfillmentSignal {}
}
