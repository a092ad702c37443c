package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.FulfillmentState.InProgress;
import io.orderflow.fulfillment.FulfillmentState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One fulfillment that receives signal after signal, on a clock of its own. */
final class FulfillmentScenario {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final FulfillmentTimeouts TIMEOUTS =
      new FulfillmentTimeouts(
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
  static final Fulfillment FULFILLMENT = new Fulfillment(new PartnerRequestLifecycle(TIMEOUTS));

  private Instant now = NOON;
  private Decision decision = FULFILLMENT.begin(NOON);

  FulfillmentScenario receives(FulfillmentSignal signal) {
    var next = FULFILLMENT.decide(state(), signal, now);
    if (next != null) {
      decision = next;
    }
    return this;
  }

  /** Goes forward, by nothing but successes, until this step is requested. */
  FulfillmentScenario at(Step step) {
    while (inProgress().step() != step) {
      receives(new FulfillmentSignal.Succeeded(inProgress().step()));
    }
    return this;
  }

  FulfillmentScenario afterTheDeadline() {
    now = deadline();
    return receives(new FulfillmentSignal.DeadlineExpired());
  }

  FulfillmentScenario whenOverdue() {
    now = inProgress().request().overdueAt();
    return receives(new FulfillmentSignal.DeadlineExpired());
  }

  Decision decision() {
    return decision;
  }

  FulfillmentState state() {
    return decision.next();
  }

  Phase phase() {
    return inProgress().phase();
  }

  Instant now() {
    return now;
  }

  Instant deadline() {
    return Objects.requireNonNull(decision.deadline());
  }

  Optional<FulfillmentTask> task() {
    return Optional.ofNullable(decision.task());
  }

  private InProgress inProgress() {
    return (InProgress) state();
  }
}
