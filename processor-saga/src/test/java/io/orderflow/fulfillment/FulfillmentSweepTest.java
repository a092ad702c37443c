package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.FulfillmentState.*;
import io.orderflow.sagastore.StoredForms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every state receives every signal, before and after it is overdue. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentSweepTest {

  private static final Instant NOW = FulfillmentScenario.NOON;
  private static final Instant OVERDUE = NOW.plus(Duration.ofDays(99));
  private final Fulfillment fulfillment = FulfillmentScenario.FULFILLMENT;

  @Test
  void the_sweep_knows_every_state_and_every_signal() {
    assertThat(states().stream().map(Object::getClass).distinct().map(Class.class::cast))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(FulfillmentState.class));
    assertThat(signals().stream().map(Object::getClass).distinct().map(Class.class::cast))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(FulfillmentSignal.class));
  }

  @Test
  void every_decision_sets_a_deadline_unless_it_closes() {
    sweep(
        (pair, decision) -> {
          boolean closes = decision.next() instanceof Closed;
          assertThat(decision.deadline() == null).as("%s", pair).isEqualTo(closes);
          assertThat(closes && decision.task() != null).as("%s", pair).isFalse();
        });
  }

  @Test
  void a_closed_fulfillment_stays_closed() {
    sweep((pair, decision) -> assertThat(pair.state()).isNotInstanceOf(Closed.class));
  }

  @Test
  void only_the_order_reverses_the_direction() {
    sweep(
        (pair, decision) -> {
          boolean closes = decision.next() instanceof Closed;
          if (pair.state() instanceof Forward && !(decision.next() instanceof Forward) && !closes) {
            assertThat(pair.signal()).as("%s", pair).isInstanceOf(FulfillmentSignal.Reversed.class);
          }
          if (!(pair.state() instanceof Forward) && decision.next() instanceof Forward) {
            assertThat(pair.signal())
                .as("%s", pair)
                .isInstanceOf(FulfillmentSignal.Overruled.class);
          }
        });
  }

  @Test
  void it_is_closed_only_by_the_end_of_the_order() {
    sweep(
        (pair, decision) -> {
          if (decision.next() instanceof Closed) {
            assertThat(pair.signal())
                .as("%s", pair)
                .isIn(
                    new FulfillmentSignal.Ended(),
                    new FulfillmentSignal.Succeeded(Step.DELIVERY),
                    new FulfillmentSignal.OperatorResolved(Step.DELIVERY));
          }
        });
  }

  @Test
  void only_after_a_refusal_the_request_number_grows() {
    sweep(
        (pair, decision) -> {
          if (pair.state() instanceof InProgress before
              && decision.next() instanceof InProgress after
              && before.kind() == after.kind()
              && before.step() == after.step()) {
            int grown = after.request().requestNo() - before.request().requestNo();
            assertThat(grown).as("%s", pair).isIn(0, before.request().refused() ? 1 : 0);
          }
        });
  }

  @Test
  void only_a_definitive_no_waits_for_an_operator() {
    sweep(
        (pair, decision) -> {
          if (decision.next() instanceof InProgress next
              && next.phase() == Phase.AWAITING_OPERATOR) {
            assertThat(next.request().refused()).as("%s", pair).isTrue();
          }
        });
  }

  @Test
  void an_undo_that_an_earlier_version_left_to_an_operator_is_retried_unless_it_was_refused() {
    for (var state : states()) {
      if (state instanceof Backward(var step, _, var phase, var request)
          && phase == Phase.AWAITING_OPERATOR) {
        var decision = fulfillment.decide(state, new FulfillmentSignal.DeadlineExpired(), NOW);
        assertThat(decision)
            .extracting(Decision::task)
            .as("%s", state)
            .isEqualTo(
                request.refused()
                    ? new FulfillmentTask.RaiseAttention(Attempt.Kind.COMPENSATION, step, true)
                    : new FulfillmentTask.CompensateStep(
                        step, request.requestNo(), request.attempt() + 1));
      }
    }
  }

  @Test
  void the_deadline_of_an_open_state_is_always_followed_by_a_decision() {
    for (var state : states()) {
      var decision = fulfillment.decide(state, new FulfillmentSignal.DeadlineExpired(), OVERDUE);
      assertThat(decision == null).as("%s", state).isEqualTo(state instanceof Closed);
    }
  }

  private void sweep(BiConsumer<Pair, Decision> rule) {
    int decisions = 0;
    for (var state : states()) {
      for (var signal : signals()) {
        for (var now : List.of(NOW, OVERDUE)) {
          var decision = fulfillment.decide(state, signal, now);
          if (decision != null) {
            rule.accept(new Pair(state, signal), decision);
            decisions++;
          }
        }
      }
    }
    assertThat(decisions).isGreaterThan(2_000);
  }

  static List<FulfillmentState> states() {
    var states = new ArrayList<FulfillmentState>(List.of(new Completing(), new Closed()));
    var first = PartnerRequest.first(NOW.plusSeconds(60));
    var refused = first.refusedForGood();
    for (var phase : Phase.values()) {
      for (var step : Step.values()) {
        for (var request : List.of(first, first.nextAttempt())) {
          states.add(new Forward(step, phase, request));
        }
      }
      for (var step : EnumSet.range(Step.STOCK, Step.SHIPPING)) {
        var rest = List.copyOf(EnumSet.range(Step.STOCK, step)).reversed();
        for (var request :
            List.of(first, first.nextAttempt(), refused, refused.renewed(first.overdueAt()))) {
          states.add(new Backward(step, rest.subList(1, rest.size()), phase, request));
        }
      }
    }
    return states;
  }

  private static List<FulfillmentSignal> signals() {
    var signals =
        new ArrayList<FulfillmentSignal>(
            List.of(
                new FulfillmentSignal.Overruled(),
                new FulfillmentSignal.Ended(),
                new FulfillmentSignal.DeadlineExpired(),
                new FulfillmentSignal.DeadlineExpired(OVERDUE)));
    for (var step : Step.values()) {
      signals.add(new FulfillmentSignal.Succeeded(step));
      signals.add(new FulfillmentSignal.Compensated(step));
      signals.add(new FulfillmentSignal.Reversed(step));
      signals.add(new FulfillmentSignal.OperatorAlerted(step));
      signals.add(new FulfillmentSignal.OperatorRetried(step));
      signals.add(new FulfillmentSignal.OperatorResolved(step));
      for (int no = 1; no <= 2; no++) {
        signals.add(new FulfillmentSignal.UndoRefused(step, no));
        for (var kind : Attempt.Kind.values()) {
          for (int number = 1; number <= 2; number++) {
            var attempt = new Attempt(kind, step, null, no, number);
            signals.add(new FulfillmentSignal.Accepted(attempt));
            signals.add(new FulfillmentSignal.AttemptFailed(attempt, NOW.plusSeconds(5)));
          }
        }
      }
    }
    return signals;
  }

  private record Pair(FulfillmentState state, FulfillmentSignal signal) {}
}
