package io.orderflow.unexpectedpayment;

import io.orderflow.fulfillment.Decision;
import io.orderflow.fulfillment.FulfillmentFixtures;
import io.orderflow.fulfillment.FulfillmentSignal;
import io.orderflow.fulfillment.FulfillmentState;
import io.orderflow.fulfillment.FulfillmentState.InProgress;
import io.orderflow.fulfillment.FulfillmentState.Phase;
import io.orderflow.fulfillment.FulfillmentTask;
import io.orderflow.fulfillment.PartnerRequestLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** One refund that receives signal after signal, on a clock of its own. */
final class RefundScenario {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration OVERDUE_AFTER = Duration.ofHours(24);
  static final Duration LOOK_UP = Duration.ofHours(1);
  static final Duration REMINDER = Duration.ofHours(12);
  static final PartnerRequestLifecycle REQUESTS =
      FulfillmentFixtures.requests(OVERDUE_AFTER, LOOK_UP, REMINDER, Duration.ofSeconds(20));
  static final UnexpectedPaymentRefund MACHINE = new UnexpectedPaymentRefund(REQUESTS);

  private Instant now = NOON;
  private Decision decision = MACHINE.begin(NOON);

  RefundScenario receives(FulfillmentSignal signal) {
    var next = MACHINE.decide(decision.next(), signal, now);
    if (next != null) {
      decision = next;
    }
    return this;
  }

  RefundScenario afterTheDeadline() {
    now = deadline();
    return receives(new FulfillmentSignal.DeadlineExpired());
  }

  Decision decision() {
    return decision;
  }

  FulfillmentState state() {
    return decision.next();
  }

  Phase phase() {
    return ((InProgress) state()).phase();
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
}
