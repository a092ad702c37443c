package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks the machine from its beginning along every signal that moves it, and notes each move once.
 */
final class Reachable {

  private static final Duration AGES = Duration.ofDays(400);

  private final Fulfillment fulfillment = new Fulfillment(Tale.PATIENCE);
  private final Set<String> seen = new HashSet<>();
  private final ArrayDeque<State> open = new ArrayDeque<>();
  private final List<Move> moves = new ArrayList<>();

  private Reachable() {}

  static List<Move> moves() {
    var walk = new Reachable();
    walk.visit(walk.fulfillment.begin(Tale.NOON).next());
    while (!walk.open.isEmpty()) {
      walk.leave(walk.open.remove());
    }
    return walk.moves;
  }

  private void visit(State state) {
    if (seen.add(likeness(state))) {
      open.add(state);
    }
  }

  private void leave(State state) {
    for (var signal : signals(state)) {
      for (Instant now : List.of(Tale.NOON, Tale.NOON.plus(AGES))) {
        var next = fulfillment.decide(state, signal, now).next();
        if (!next.equals(state)) {
          moves.add(new Move(state, signal, next));
          visit(next);
        }
      }
    }
  }

  /** Times, turns and the number of tries do not make another state. */
  private static String likeness(State state) {
    var type = state.getClass().getSimpleName();
    return state instanceof State.Open one
        ? type + one.work().kind() + one.work().step() + one.work().refused() + one.work().rest()
        : type;
  }

  private static List<Signal> signals(State state) {
    var signals = new ArrayList<Signal>(List.of(new Signal.DeadlineExpired(state.turn())));
    signals.add(new Signal.CancellationOverruled());
    signals.add(new Signal.OrderCancelled());
    for (var step : Step.values()) {
      signals.add(new Signal.Succeeded(step));
      signals.add(new Signal.Compensated(step));
      signals.add(new Signal.AttentionRaised(step));
      signals.add(new Signal.OperatorRetried(step));
      signals.add(new Signal.StepResolved(step));
    }
    if (state instanceof State.Open one) {
      var work = one.work();
      var tried = new Attempt(work.kind(), work.step(), null, work.requestNo(), work.attempt());
      signals.add(new Signal.Accepted(tried));
      signals.add(new Signal.AttemptFailed(tried, Tale.NOON));
      signals.add(new Signal.CompensationRefused(work.step(), work.requestNo()));
      if (work.step() != Step.DELIVERY) {
        signals.add(new Signal.CancellationStarted(work.step()));
      }
    }
    return signals;
  }

  /** One signal that leads from one state to another. */
  record Move(State from, Signal signal, State to) {}
}
