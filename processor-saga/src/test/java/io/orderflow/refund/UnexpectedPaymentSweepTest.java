package io.orderflow.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.refund.RefundAction.SetDeadline;
import io.orderflow.refund.RefundAction.Task;
import io.orderflow.refund.UnexpectedPayment.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every state meets every signal, before and after its patience is over. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentSweepTest {

  private static final Instant NOW = RefundScenario.NOON;
  private static final Instant LATE = NOW.plus(Duration.ofDays(99));
  private static final long TURN = 7;
  private final UnexpectedPayment machine = new UnexpectedPayment(RefundScenario.PATIENCE);

  @Test
  void the_sweep_knows_every_state_and_every_signal() {
    assertThat(states().stream().map(Object::getClass).distinct().map(Class.class::cast))
        .containsExactlyInAnyOrderElementsOf(leaves(RefundState.class));
    assertThat(signals().stream().map(Object::getClass).distinct().map(Class.class::cast))
        .containsExactlyInAnyOrderElementsOf(leaves(RefundSignal.class));
  }

  @Test
  void a_decision_is_to_stay_or_to_take_the_next_turn_with_one_deadline_and_one_task_at_most() {
    sweep(
        (pair, decision) -> {
          if (decision.next().equals(pair.state())) {
            assertThat(decision.actions()).as("%s", pair).isEmpty();
            return;
          }
          assertThat(decision.next().turn()).as("%s", pair).isEqualTo(TURN + 1);
          boolean closed = decision.next() instanceof RefundState.Closed;
          assertThat(decision.actions())
              .as("%s", pair)
              .filteredOn(SetDeadline.class::isInstance)
              .hasSize(closed ? 0 : 1)
              .allMatch(deadline -> ((SetDeadline) deadline).turn() == TURN + 1);
          assertThat(decision.actions())
              .as("%s", pair)
              .filteredOn(Task.class::isInstance)
              .hasSizeLessThanOrEqualTo(closed ? 0 : 1);
        });
  }

  @Test
  void it_is_closed_only_by_the_refund_or_by_a_person_and_then_for_good() {
    sweep(
        (pair, decision) -> {
          boolean ends =
              pair.signal() instanceof RefundSignal.Refunded
                  || pair.signal() instanceof RefundSignal.Resolved;
          assertThat(decision.next() instanceof RefundState.Closed)
              .as("%s", pair)
              .isEqualTo(ends || pair.state() instanceof RefundState.Closed);
        });
  }

  @Test
  void only_a_refusal_earns_a_new_number() {
    sweep(
        (pair, decision) -> {
          if (pair.state() instanceof RefundState.Open before
              && decision.next() instanceof RefundState.Open after) {
            int grown = after.refund().requestNo() - before.refund().requestNo();
            assertThat(grown).as("%s", pair).isIn(0, before.refund().refused() ? 1 : 0);
          }
        });
  }

  @Test
  void what_was_refused_is_asked_again_only_when_a_person_wants_it() {
    sweep(
        (pair, decision) -> {
          boolean asks = decision.actions().stream().anyMatch(RefundAction.Ask.class::isInstance);
          if (asks
              && pair.state() instanceof RefundState.Open before
              && before.refund().refused()) {
            assertThat(pair.signal())
                .as("%s", pair)
                .isInstanceOf(RefundSignal.OperatorRetried.class);
          }
        });
  }

  @Test
  void only_a_definitive_no_waits_for_a_person() {
    sweep(
        (pair, decision) -> {
          if (decision.next() instanceof RefundState.AwaitingOperator next
              && !next.equals(pair.state())) {
            assertThat(next.refund().refused()).as("%s", pair).isTrue();
          }
        });
  }

  @Test
  void what_an_earlier_version_left_waiting_for_a_person_is_tried_on_unless_it_was_refused() {
    for (var state : states()) {
      if (state instanceof RefundState.AwaitingOperator(_, var refund)) {
        var decision = machine.decide(state, new RefundSignal.DeadlineExpired(TURN), NOW);
        assertThat(decision.actions())
            .as("%s", state)
            .filteredOn(Task.class::isInstance)
            .containsExactly(
                refund.refused()
                    ? new RefundAction.RaiseAttention(true)
                    : new RefundAction.Ask(refund.requestNo(), refund.attempt() + 1));
      }
    }
  }

  @Test
  void a_stale_deadline_changes_nothing() {
    for (var state : states()) {
      for (long turn : new long[] {0, TURN - 1, TURN + 1}) {
        assertThat(machine.decide(state, new RefundSignal.DeadlineExpired(turn), LATE))
            .as("%s", state)
            .isEqualTo(new Decision(state, List.of()));
      }
    }
  }

  @Test
  void the_deadline_of_an_open_state_always_moves_it_on() {
    for (var state : states()) {
      if (state instanceof RefundState.Open) {
        for (var now : List.of(NOW, LATE)) {
          var decision = machine.decide(state, new RefundSignal.DeadlineExpired(TURN), now);
          assertThat(decision.next()).as("%s", state).isNotEqualTo(state);
        }
      }
    }
  }

  private void sweep(BiConsumer<Pair, Decision> rule) {
    int pairs = 0;
    for (var state : states()) {
      for (var signal : signals()) {
        for (var now : List.of(NOW, LATE)) {
          rule.accept(new Pair(state, signal), machine.decide(state, signal, now));
          pairs++;
        }
      }
    }
    assertThat(pairs).isGreaterThan(500);
  }

  private static List<RefundState> states() {
    var first = Refund.first(NOW.plusSeconds(60));
    var refunds =
        List.of(
            first,
            first.nextTry(),
            first.refusedForGood(),
            first.refusedForGood().anew(NOW.plusSeconds(60)));
    var states = new ArrayList<RefundState>(List.of(new RefundState.Closed(TURN)));
    for (var refund : refunds) {
      states.add(new RefundState.Refunding(TURN, refund));
      states.add(new RefundState.Waiting(TURN, refund));
      states.add(new RefundState.Alerting(TURN, refund));
      states.add(new RefundState.AwaitingOperator(TURN, refund));
    }
    // Nobody asks or waits with what was refused: a person is told at once.
    states.removeIf(
        state ->
            (state instanceof RefundState.Refunding || state instanceof RefundState.Waiting)
                && ((RefundState.Open) state).refund().refused());
    return states;
  }

  private static List<RefundSignal> signals() {
    var signals =
        new ArrayList<RefundSignal>(
            List.of(
                new RefundSignal.Refunded(),
                new RefundSignal.Resolved(),
                new RefundSignal.AttentionRaised(),
                new RefundSignal.OperatorRetried(),
                new RefundSignal.DeadlineExpired(TURN),
                new RefundSignal.DeadlineExpired(TURN - 1)));
    for (int no = 1; no <= 2; no++) {
      signals.add(new RefundSignal.RefundRefused(no));
      for (int attempt = 1; attempt <= 3; attempt++) {
        signals.add(new RefundSignal.Accepted(no, attempt));
        signals.add(new RefundSignal.AttemptFailed(no, attempt, NOW.plusSeconds(5)));
      }
    }
    return signals;
  }

  private static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(each -> leaves(each).stream())
            .toList()
        : List.of(type);
  }

  private record Pair(RefundState state, RefundSignal signal) {}
}
