package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.FulfillmentSignal.DeadlineExpired;
import io.orderflow.fulfillment.FulfillmentState.InProgress;
import io.orderflow.sagastore.LanePauses;
import java.time.Instant;

/** Translates the deadline of a state into a signal: the machine knows no switches. */
public final class ExpiredDeadline {

  private ExpiredDeadline() {}

  /** A delivery is awaited without a request, so no pause delays it. */
  public static DeadlineExpired of(FulfillmentState state, LanePauses pauses, Instant now) {
    return state instanceof InProgress at && at.step() != Step.DELIVERY
        ? new DeadlineExpired(pauses.pausedUntil(TaskLane.of(at.step()).label(), now))
        : new DeadlineExpired();
  }
}
