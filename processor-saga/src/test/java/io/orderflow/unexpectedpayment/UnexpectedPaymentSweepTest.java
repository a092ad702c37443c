package io.orderflow.unexpectedpayment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.Decision;
import io.orderflow.fulfillment.FulfillmentSignal;
import io.orderflow.fulfillment.FulfillmentSignal.*;
import io.orderflow.fulfillment.FulfillmentState;
import io.orderflow.fulfillment.FulfillmentState.*;
import io.orderflow.fulfillment.FulfillmentTask;
import io.orderflow.fulfillment.PartnerRequest;
import io.orderflow.sagastore.StoredForms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every state of a refund receives every signal, before and after it is overdue. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentSweepTest {

  private static final Instant NOW = RefundScenario.NOON;
  private static final Instant OVERDUE = NOW.plus(Duration.ofDays(99));

  @Test
  void the_sweep_knows_every_signal() {
    assertThat(signals().stream().map(Object::getClass).distinct().map(Class.class::cast))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(FulfillmentSignal.class));
  }

  @Test
  void every_decision_has_a_task_of_a_refund_and_a_deadline_unless_it_closes() {
    sweep(
        (pair, decision) -> {
          if (decision != null) {
            boolean closes = decision.next() instanceof Closed;
            assertThat(decision.deadline() == null).as("%s", pair).isEqualTo(closes);
            assertThat(RefundTask.of(decision.task()) != null && closes).as("%s", pair).isFalse();
          }
        });
  }

  @Test
  void only_the_refund_or_an_operator_closes_it_and_then_for_good() {
    sweep(
        (pair, decision) -> {
          boolean ends =
              pair.signal().equals(new Compensated(Step.PAYMENT))
                  || pair.signal().equals(new OperatorResolved(Step.PAYMENT));
          if (pair.state() instanceof Closed) {
            assertThat(decision).as("%s", pair).isNull();
          } else {
            assertThat(decision != null && decision.next() instanceof Closed)
                .as("%s", pair)
                .isEqualTo(ends);
          }
        });
  }

  @Test
  void a_refused_refund_is_asked_for_again_only_by_an_operator_and_under_a_new_number() {
    sweep(
        (pair, decision) -> {
          if (decision != null
              && pair.state() instanceof InProgress before
              && decision.task() instanceof FulfillmentTask.CompensateStep asked) {
            assertThat(asked.requestNo() - before.request().requestNo())
                .as("%s", pair)
                .isEqualTo(before.request().refused() ? 1 : 0);
            assertThat(pair.signal() instanceof OperatorRetried || !before.request().refused())
                .as("%s", pair)
                .isTrue();
          }
        });
  }

  @Test
  void the_deadline_is_always_followed_by_a_decision() {
    for (var state : states()) {
      var decision = RefundScenario.MACHINE.decide(state, new DeadlineExpired(), OVERDUE);
      assertThat(decision == null).as("%s", state).isEqualTo(state instanceof Closed);
    }
  }

  private static void sweep(BiConsumer<Pair, @Nullable Decision> rule) {
    for (var state : states()) {
      for (var signal : signals()) {
        for (var now : List.of(NOW, OVERDUE)) {
          rule.accept(new Pair(state, signal), RefundScenario.MACHINE.decide(state, signal, now));
        }
      }
    }
  }

  private static List<FulfillmentState> states() {
    var states = new ArrayList<FulfillmentState>(List.of(new Closed()));
    for (var phase : EnumSet.complementOf(EnumSet.of(Phase.GIVING_UP))) {
      boolean mayBeRefused = phase == Phase.ALERTING || phase == Phase.AWAITING_OPERATOR;
      for (boolean refused : mayBeRefused ? List.of(false, true) : List.of(false)) {
        for (int number = 1; number <= 2; number++) {
          var request = new PartnerRequest(number, number, NOW.plusSeconds(60), refused);
          states.add(new Backward(Step.PAYMENT, List.of(), phase, request));
        }
      }
    }
    return states;
  }

  private static List<FulfillmentSignal> signals() {
    var signals =
        new ArrayList<FulfillmentSignal>(
            List.of(new Overruled(), new Ended(), new DeadlineExpired()));
    for (var step : Step.values()) {
      signals.add(new Succeeded(step));
      signals.add(new Reversed(step));
      signals.add(new Compensated(step));
      signals.add(new OperatorResolved(step));
      signals.add(new OperatorAlerted(step));
      signals.add(new OperatorRetried(step));
      for (int number = 1; number <= 2; number++) {
        var attempt = new Attempt(Attempt.Kind.COMPENSATION, step, null, number, number);
        signals.add(new UndoRefused(step, number));
        signals.add(new Accepted(attempt));
        signals.add(new AttemptFailed(attempt, NOW.plusSeconds(5)));
      }
    }
    return signals;
  }

  private record Pair(FulfillmentState state, FulfillmentSignal signal) {}
}
