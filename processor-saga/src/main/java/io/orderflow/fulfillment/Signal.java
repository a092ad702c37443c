package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Instant;

/**
 * What a fulfilment is told: the order's facts as far as they concern it, its own deadline, and
 * what its workers learn.
 */
sealed interface Signal {

  /** The order has come past this step. */
  record Succeeded(Step step) implements Signal {}

  /** The partner has taken the request and answers later. */
  record Accepted(Attempt attempt) implements Signal {}

  /** A try ended without a yes or a no; it may have had its effect all the same. */
  record AttemptFailed(Attempt attempt, Instant nextAttemptAt) implements Signal {}

  /** The order's referee has decided that everything up to this step is undone. */
  record CancellationStarted(Step step) implements Signal {}

  record Compensated(Step step) implements Signal {}

  record CompensationRefused(Step step, int requestNo) implements Signal {}

  /** The parcel is on the road: the cancellation is off. */
  record CancellationOverruled() implements Signal {}

  record OrderCancelled() implements Signal {}

  record AttentionRaised(Step step) implements Signal {}

  record OperatorRetried(Step step) implements Signal {}

  /** A person has settled the step by other means, in whichever direction it was going. */
  record StepResolved(Step step) implements Signal {}

  record DeadlineExpired(long turn) implements Signal {}
}
