package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.Fulfillment.Decision;
import io.orderflow.fulfillment.FulfillmentAction.SetDeadline;
import io.orderflow.fulfillment.FulfillmentAction.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One fulfilment that is told a story, signal by signal, on a clock of its own. */
final class FulfillmentScenario {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Patience PATIENCE =
      new Patience(
          Map.of(
              Step.STOCK, Duration.ofMinutes(1),
              Step.PAYMENT, Duration.ofMinutes(15),
              Step.PROCESSING, Duration.ofHours(2),
              Step.SHIPPING, Duration.ofHours(24),
              Step.DELIVERY, Duration.ofDays(14)),
          Set.of(Step.PROCESSING, Step.SHIPPING, Step.DELIVERY),
          Duration.ofHours(24),
          Duration.ofSeconds(30),
          Duration.ofHours(12),
          Duration.ofSeconds(20));

  private final Fulfillment fulfillment = new Fulfillment(PATIENCE);
  private Instant now = NOON;
  private Decision decision = fulfillment.begin(NOON);
  private FulfillmentState state = decision.next();
  private Instant deadline = deadline(decision);

  FulfillmentScenario hears(FulfillmentSignal fulfillmentSignal) {
    var next = fulfillment.decide(state, fulfillmentSignal, now);
    if (!next.next().equals(state)) {
      decision = next;
      state = next.next();
      deadline = state instanceof FulfillmentState.Closed ? Instant.MAX : deadline(next);
    }
    return this;
  }

  /** On, by nothing but successes, until this step is the one that is asked for. */
  FulfillmentScenario at(Step step) {
    while (state instanceof FulfillmentState.Open open && open.work().step() != step) {
      hears(new FulfillmentSignal.Succeeded(open.work().step()));
    }
    return this;
  }

  FulfillmentScenario whenTheDeadlineRings() {
    now = deadline;
    return hears(new FulfillmentSignal.DeadlineExpired(state.turn()));
  }

  FulfillmentScenario whenPatienceIsOver() {
    var turn = state.turn();
    while (state instanceof FulfillmentState.Open open && open.turn() == turn) {
      now = open.work().overdueAt();
      hears(new FulfillmentSignal.DeadlineExpired(turn));
    }
    return this;
  }

  Decision decision() {
    return decision;
  }

  FulfillmentState state() {
    return state;
  }

  Instant now() {
    return now;
  }

  Instant deadline() {
    return deadline;
  }

  Optional<Task> task() {
    return decision.actions().stream()
        .filter(Task.class::isInstance)
        .map(Task.class::cast)
        .findFirst();
  }

  private static Instant deadline(Decision decision) {
    return decision.actions().stream()
        .filter(SetDeadline.class::isInstance)
        .map(action -> ((SetDeadline) action).at())
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "an open state without a time to look at it again: " + decision));
  }
}
