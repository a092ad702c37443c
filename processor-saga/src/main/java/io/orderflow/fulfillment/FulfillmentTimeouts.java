package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The timeouts of a fulfillment.
 *
 * @param steps after which each step is overdue
 * @param held the steps that are retried when overdue, and not given up
 * @param compensation after which an undo is overdue
 * @param lookUp after which a partner that answers later is asked again
 * @param reminder after which an operator is alerted again
 * @param command after which an unanswered command is sent again
 */
record FulfillmentTimeouts(
    Map<Step, Duration> steps,
    Set<Step> held,
    Duration compensation,
    Duration lookUp,
    Duration reminder,
    Duration command) {

  FulfillmentTimeouts {
    steps = Map.copyOf(steps);
    held = Set.copyOf(held);
    for (Step step : Step.values()) {
      if (!steps.containsKey(step)) {
        throw new IllegalArgumentException("the timeout of " + step + " is missing");
      }
    }
    if (!held.contains(Step.DELIVERY)) {
      throw new IllegalArgumentException(
          "DELIVERY must be held: a parcel on its way cannot be given up");
    }
  }

  Duration of(Step step) {
    return Objects.requireNonNull(steps.get(step));
  }

  Duration of(FulfillmentState.InProgress state) {
    return switch (state.kind()) {
      case REQUEST -> of(state.step());
      case COMPENSATION -> compensation;
    };
  }

  boolean holds(Step step) {
    return held.contains(step);
  }
}
