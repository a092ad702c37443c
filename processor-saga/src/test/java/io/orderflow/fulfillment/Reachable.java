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

/** Walks the machine from its initial state along every signal that changes something. */
final class Reachable {

  private static final Duration AGES = Duration.ofDays(400);

  private final Set<String> seen = new HashSet<>();
  private final ArrayDeque<FulfillmentState> open = new ArrayDeque<>();
  private final List<Move> moves = new ArrayList<>();

  private Reachable() {}

  static List<Move> moves() {
    var walk = new Reachable();
    walk.visit(FulfillmentScenario.FULFILLMENT.begin(FulfillmentScenario.NOON).next());
    while (!walk.open.isEmpty()) {
      walk.leave(walk.open.remove());
    }
    return walk.moves;
  }

  private void visit(FulfillmentState state) {
    if (seen.add(likeness(state))) {
      open.add(state);
    }
  }

  private void leave(FulfillmentState state) {
    for (var signal : signals(state)) {
      for (Instant now : List.of(FulfillmentScenario.NOON, FulfillmentScenario.NOON.plus(AGES))) {
        var decision = FulfillmentScenario.FULFILLMENT.decide(state, signal, now);
        if (decision != null) {
          moves.add(new Move(state, signal, decision.next()));
          visit(decision.next());
        }
      }
    }
  }

  /** Times and the number of attempts make no other state. */
  private static String likeness(FulfillmentState state) {
    return state instanceof FulfillmentState.InProgress at
        ? at.with(at.phase(), new PartnerRequest(1, 1, Instant.EPOCH, at.request().refused()))
            .toString()
        : state.toString();
  }

  private static List<FulfillmentSignal> signals(FulfillmentState state) {
    var signals =
        new ArrayList<FulfillmentSignal>(
            List.of(
                new FulfillmentSignal.DeadlineExpired(),
                new FulfillmentSignal.Overruled(),
                new FulfillmentSignal.Ended()));
    for (var step : Step.values()) {
      signals.add(new FulfillmentSignal.Succeeded(step));
      signals.add(new FulfillmentSignal.Compensated(step));
      signals.add(new FulfillmentSignal.OperatorAlerted(step));
      signals.add(new FulfillmentSignal.OperatorRetried(step));
      signals.add(new FulfillmentSignal.OperatorResolved(step));
    }
    if (state instanceof FulfillmentState.InProgress at) {
      var request = at.request();
      var attempt = new Attempt(at.kind(), at.step(), null, request.requestNo(), request.attempt());
      signals.add(new FulfillmentSignal.Accepted(attempt));
      signals.add(new FulfillmentSignal.AttemptFailed(attempt, FulfillmentScenario.NOON));
      signals.add(new FulfillmentSignal.UndoRefused(at.step(), request.requestNo()));
      if (at.step() != Step.DELIVERY) {
        signals.add(new FulfillmentSignal.Reversed(at.step()));
      }
    }
    return signals;
  }

  /** One signal that leads from one state to another. */
  record Move(FulfillmentState from, FulfillmentSignal signal, FulfillmentState to) {}
}
