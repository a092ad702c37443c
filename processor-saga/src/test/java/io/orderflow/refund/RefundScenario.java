package io.orderflow.refund;

import io.orderflow.fulfillment.Backoff;
import io.orderflow.fulfillment.UndoPatience;
import io.orderflow.refund.RefundAction.SetDeadline;
import io.orderflow.refund.RefundAction.Task;
import io.orderflow.refund.UnexpectedPayment.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One refund that is told a story, signal by signal, on a clock of its own. */
final class RefundScenario {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final UndoPatience PATIENCE =
      new UndoPatience(
          Duration.ofHours(24),
          Duration.ofSeconds(30),
          Duration.ofHours(12),
          Duration.ofSeconds(20),
          new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)));

  private final UnexpectedPayment machine = new UnexpectedPayment(PATIENCE);
  private Instant now = NOON;
  private Decision decision = machine.begin(NOON);

  RefundScenario hears(RefundSignal refundSignal) {
    var next = machine.decide(decision.next(), refundSignal, now);
    if (!next.next().equals(decision.next())) {
      decision = next;
    }
    return this;
  }

  RefundScenario whenTheDeadlineRings() {
    now = deadline();
    return hears(new RefundSignal.DeadlineExpired(decision.next().turn()));
  }

  RefundState state() {
    return decision.next();
  }

  Instant now() {
    return now;
  }

  Instant deadline() {
    return decision.actions().stream()
        .filter(SetDeadline.class::isInstance)
        .map(action -> ((SetDeadline) action).at())
        .findFirst()
        .orElseThrow(() -> new AssertionError("never looked at again: " + decision));
  }

  Optional<Task> task() {
    return decision.actions().stream()
        .filter(Task.class::isInstance)
        .map(Task.class::cast)
        .findFirst();
  }
}
