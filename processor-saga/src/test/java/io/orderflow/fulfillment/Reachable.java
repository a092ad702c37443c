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

  private final Fulfillment fulfillment = new Fulfillment(FulfillmentScenario.PATIENCE);
  private final Set<String> seen = new HashSet<>();
  private final ArrayDeque<FulfillmentState> open = new ArrayDeque<>();
  private final List<Move> moves = new ArrayList<>();

  private Reachable() {}

  static List<Move> moves() {
    var walk = new Reachable();
    walk.visit(walk.fulfillment.begin(FulfillmentScenario.NOON).next());
    while (!walk.open.isEmpty()) {
      walk.leave(walk.open.remove());
    }
    return walk.moves;
  }

  private void visit(FulfillmentState fulfillmentState) {
    if (seen.add(likeness(fulfillmentState))) {
      open.add(fulfillmentState);
    }
  }

  private void leave(FulfillmentState fulfillmentState) {
    for (var signal : signals(fulfillmentState)) {
      for (Instant now : List.of(FulfillmentScenario.NOON, FulfillmentScenario.NOON.plus(AGES))) {
        var next = fulfillment.decide(fulfillmentState, signal, now).next();
        if (!next.equals(fulfillmentState)) {
          moves.add(new Move(fulfillmentState, signal, next));
          visit(next);
        }
      }
    }
  }

  /** Times, turns and the number of tries do not make another state. */
  private static String likeness(FulfillmentState fulfillmentState) {
    var type = fulfillmentState.getClass().getSimpleName();
    return fulfillmentState instanceof FulfillmentState.Open one
        ? type + one.work().kind() + one.work().step() + one.work().refused() + one.work().rest()
        : type;
  }

  private static List<FulfillmentSignal> signals(FulfillmentState fulfillmentState) {
    var signals =
        new ArrayList<FulfillmentSignal>(
            List.of(new FulfillmentSignal.DeadlineExpired(fulfillmentState.turn())));
    signals.add(new FulfillmentSignal.CancellationOverruled());
    signals.add(new FulfillmentSignal.OrderCancelled());
    for (var step : Step.values()) {
      signals.add(new FulfillmentSignal.Succeeded(step));
      signals.add(new FulfillmentSignal.Compensated(step));
      signals.add(new FulfillmentSignal.AttentionRaised(step));
      signals.add(new FulfillmentSignal.OperatorRetried(step));
      signals.add(new FulfillmentSignal.StepResolved(step));
    }
    if (fulfillmentState instanceof FulfillmentState.Open one) {
      var work = one.work();
      var tried = new Attempt(work.kind(), work.step(), null, work.requestNo(), work.attempt());
      signals.add(new FulfillmentSignal.Accepted(tried));
      signals.add(new FulfillmentSignal.AttemptFailed(tried, FulfillmentScenario.NOON));
      signals.add(new FulfillmentSignal.CompensationRefused(work.step(), work.requestNo()));
      if (work.step() != Step.DELIVERY) {
        signals.add(new FulfillmentSignal.CancellationStarted(work.step()));
      }
    }
    return signals;
  }

  /** One signal that leads from one state to another. */
  record Move(FulfillmentState from, FulfillmentSignal signal, FulfillmentState to) {}
}
