package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.Fulfillment.Decision;
import io.orderflow.fulfillment.FulfillmentAction.SetDeadline;
import io.orderflow.fulfillment.FulfillmentAction.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every state meets every signal, before and after its patience is over. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentSweepTest {

  private static final Instant NOW = FulfillmentScenario.NOON;
  private static final long TURN = 7;
  private final Fulfillment fulfillment = new Fulfillment(FulfillmentScenario.PATIENCE);

  @Test
  void the_sweep_knows_every_state_and_every_signal() {
    assertThat(states().stream().map(Object::getClass).distinct().map(Class.class::cast))
        .containsExactlyInAnyOrderElementsOf(leaves(FulfillmentState.class));
    assertThat(signals().stream().map(Object::getClass).distinct().map(Class.class::cast))
        .containsExactlyInAnyOrderElementsOf(leaves(FulfillmentSignal.class));
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
          var deadlines =
              decision.actions().stream().filter(SetDeadline.class::isInstance).toList();
          var tasks = decision.actions().stream().filter(Task.class::isInstance).toList();
          boolean closed = decision.next() instanceof FulfillmentState.Closed;
          assertThat(deadlines).as("%s", pair).hasSize(closed ? 0 : 1);
          assertThat(tasks).as("%s", pair).hasSizeLessThanOrEqualTo(closed ? 0 : 1);
          deadlines.forEach(
              deadline -> assertThat(((SetDeadline) deadline).turn()).isEqualTo(TURN + 1));
        });
  }

  @Test
  void nothing_reopens_what_is_closed() {
    sweep(
        (pair, decision) -> {
          if (pair.state() instanceof FulfillmentState.Closed) {
            assertThat(decision.next()).as("%s", pair).isEqualTo(pair.state());
          }
        });
  }

  @Test
  void only_the_referee_turns_an_order_round() {
    sweep(
        (pair, decision) -> {
          if (isForward(pair.state())
              && !isForward(decision.next())
              && !(decision.next() instanceof FulfillmentState.Closed)) {
            assertThat(pair.signal())
                .as("%s", pair)
                .isInstanceOf(FulfillmentSignal.CancellationStarted.class);
          }
          if (!isForward(pair.state()) && isForward(decision.next())) {
            assertThat(pair.signal())
                .as("%s", pair)
                .isInstanceOf(FulfillmentSignal.CancellationOverruled.class);
          }
        });
  }

  @Test
  void it_is_closed_only_by_the_end_of_the_order() {
    sweep(
        (pair, decision) -> {
          if (decision.next() instanceof FulfillmentState.Closed
              && !(pair.state() instanceof FulfillmentState.Closed)) {
            assertThat(pair.signal())
                .as("%s", pair)
                .isIn(
                    new FulfillmentSignal.OrderCancelled(),
                    new FulfillmentSignal.Succeeded(Step.DELIVERY),
                    new FulfillmentSignal.StepResolved(Step.DELIVERY));
          }
        });
  }

  @Test
  void only_a_refusal_earns_a_new_number() {
    sweep(
        (pair, decision) -> {
          if (pair.state() instanceof FulfillmentState.Open before
              && decision.next() instanceof FulfillmentState.Open after
              && before.work().kind() == after.work().kind()
              && before.work().step() == after.work().step()) {
            int grown = after.work().requestNo() - before.work().requestNo();
            assertThat(grown).as("%s", pair).isIn(0, before.work().refused() ? 1 : 0);
          }
        });
  }

  @Test
  void only_a_definitive_no_waits_for_a_person() {
    sweep(
        (pair, decision) -> {
          if (decision.next() instanceof FulfillmentState.AwaitingOperator next
              && !next.equals(pair.state())) {
            assertThat(next.work().refused()).as("%s", pair).isTrue();
          }
        });
  }

  @Test
  void what_an_earlier_version_left_waiting_for_a_person_is_tried_on_unless_it_was_refused() {
    for (var state : states()) {
      if (state instanceof FulfillmentState.AwaitingOperator left && !left.work().isForward()) {
        var work = left.work();
        var decision = fulfillment.decide(left, new FulfillmentSignal.DeadlineExpired(TURN), NOW);
        assertThat(decision.actions())
            .as("%s", state)
            .filteredOn(Task.class::isInstance)
            .containsExactly(
                work.refused()
                    ? new FulfillmentAction.RaiseAttention(work.kind(), work.step(), true)
                    : new FulfillmentAction.Compensate(
                        work.step(), work.requestNo(), work.attempt() + 1));
      }
    }
  }

  @Test
  void a_stale_deadline_changes_nothing() {
    for (var state : states()) {
      for (long turn : new long[] {0, TURN - 1, TURN + 1}) {
        var decision =
            fulfillment.decide(
                state, new FulfillmentSignal.DeadlineExpired(turn), NOW.plus(Duration.ofDays(99)));
        assertThat(decision).as("%s", state).isEqualTo(new Decision(state, List.of()));
      }
    }
  }

  @Test
  void the_deadline_of_an_open_state_always_moves_it_on() {
    for (var state : states()) {
      if (!(state instanceof FulfillmentState.Closed)) {
        var decision =
            fulfillment.decide(
                state, new FulfillmentSignal.DeadlineExpired(TURN), NOW.plus(Duration.ofDays(99)));
        assertThat(decision.next()).as("%s", state).isNotEqualTo(state);
      }
    }
  }

  private void sweep(BiConsumer<Pair, Decision> rule) {
    int pairs = 0;
    for (var state : states()) {
      for (var signal : signals()) {
        for (var now : List.of(NOW, NOW.plus(Duration.ofDays(99)))) {
          rule.accept(new Pair(state, signal), fulfillment.decide(state, signal, now));
          pairs++;
        }
      }
    }
    assertThat(pairs).isGreaterThan(10_000);
  }

  private static boolean isForward(FulfillmentState state) {
    return state instanceof FulfillmentState.Open open && open.work().isForward();
  }

  private static List<FulfillmentState> states() {
    var states =
        new ArrayList<FulfillmentState>(
            List.of(new FulfillmentState.Completing(TURN), new FulfillmentState.Closed(TURN)));
    for (var work : works()) {
      states.add(new FulfillmentState.Asking(TURN, work));
      states.add(new FulfillmentState.Waiting(TURN, work));
      states.add(new FulfillmentState.GivingUp(TURN, work));
      states.add(new FulfillmentState.Alerting(TURN, work));
      states.add(new FulfillmentState.AwaitingOperator(TURN, work));
    }
    return states;
  }

  private static List<Work> works() {
    var works = new ArrayList<Work>();
    var overdueAt = NOW.plusSeconds(60);
    for (var step : Step.values()) {
      works.add(Work.request(step, overdueAt));
      works.add(Work.request(step, overdueAt).nextTry());
      if (step != Step.DELIVERY) {
        var rest = List.copyOf(EnumSet.range(Step.STOCK, step)).reversed();
        var undo = Work.undo(step, rest.subList(1, rest.size()), overdueAt);
        works.addAll(
            List.of(
                undo,
                undo.nextTry(),
                undo.refusedForGood(),
                undo.refusedForGood().anew(overdueAt)));
      }
    }
    return works;
  }

  private static List<FulfillmentSignal> signals() {
    var signals =
        new ArrayList<FulfillmentSignal>(
            List.of(
                new FulfillmentSignal.CancellationOverruled(),
                new FulfillmentSignal.OrderCancelled(),
                new FulfillmentSignal.DeadlineExpired(TURN),
                new FulfillmentSignal.DeadlineExpired(TURN - 1)));
    for (var step : Step.values()) {
      signals.add(new FulfillmentSignal.Succeeded(step));
      signals.add(new FulfillmentSignal.Compensated(step));
      signals.add(new FulfillmentSignal.CancellationStarted(step));
      signals.add(new FulfillmentSignal.AttentionRaised(step));
      signals.add(new FulfillmentSignal.OperatorRetried(step));
      signals.add(new FulfillmentSignal.StepResolved(step));
      for (int no = 1; no <= 2; no++) {
        signals.add(new FulfillmentSignal.CompensationRefused(step, no));
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

  private static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(each -> leaves(each).stream())
            .toList()
        : List.of(type);
  }

  private record Pair(FulfillmentState state, FulfillmentSignal signal) {}
}
