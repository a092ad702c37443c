package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How long a fulfilment waits for what.
 *
 * @param steps until a step is overdue
 * @param held the steps that, when overdue, are held for a person and tried on, not given up
 * @param compensation until an undo is overdue
 * @param lookUp how often a partner that answers later is asked again
 * @param reminder how often a person is told again
 * @param command until a command that moves the order on is sent again
 */
record Patience(
    Map<Step, Duration> steps,
    Set<Step> held,
    Duration compensation,
    Duration lookUp,
    Duration reminder,
    Duration command) {

  Patience {
    steps = Map.copyOf(steps);
    held = Set.copyOf(held);
    for (Step step : Step.values()) {
      if (!steps.containsKey(step)) {
        throw new IllegalArgumentException("patience for " + step + " is missing");
      }
    }
    if (!held.contains(Step.DELIVERY)) {
      throw new IllegalArgumentException(
          "an undelivered parcel cannot be given up: DELIVERY must be held");
    }
  }

  Duration with(Step step) {
    var duration = steps.get(step);
    if (duration == null) {
      throw new IllegalStateException("checked by the constructor: " + step);
    }
    return duration;
  }

  Duration with(Work work) {
    return work.isForward() ? with(work.step()) : compensation;
  }

  boolean holds(Step step) {
    return held.contains(step);
  }
}
