package io.orderflow.refund;

import io.orderflow.fulfillment.UndoPatience;
import io.orderflow.refund.Action.Ask;
import io.orderflow.refund.Action.RaiseAttention;
import io.orderflow.refund.Action.SetDeadline;
import io.orderflow.refund.Action.Task;
import io.orderflow.refund.Signal.Accepted;
import io.orderflow.refund.Signal.AttemptFailed;
import io.orderflow.refund.Signal.AttentionRaised;
import io.orderflow.refund.Signal.DeadlineExpired;
import io.orderflow.refund.Signal.OperatorRetried;
import io.orderflow.refund.Signal.RefundRefused;
import io.orderflow.refund.Signal.Refunded;
import io.orderflow.refund.Signal.Resolved;
import io.orderflow.refund.State.Alerting;
import io.orderflow.refund.State.AwaitingOperator;
import io.orderflow.refund.State.Closed;
import io.orderflow.refund.State.Open;
import io.orderflow.refund.State.Refunding;
import io.orderflow.refund.State.Waiting;
import java.time.Instant;
import java.util.List;

/**
 * Gives back one charge that no order asked for. Told what happened, it answers what to do next; it
 * knows no clock, no bus and no partner. It ends when the money has gone back and not before, and
 * it asks under the same key until the partner says a definitive no.
 */
record UnexpectedPayment(UndoPatience patience) {

  /** What follows from a signal; no actions where nothing changes. */
  record Decision(State next, List<Action> actions) {}

  Decision begin(Instant now) {
    return ask(0, Refund.first(now.plus(patience.overdueAfter())));
  }

  Decision decide(State state, Signal signal, Instant now) {
    return switch (state) {
      case Closed closed -> stay(closed);
      case Open open -> decide(open, signal, now);
    };
  }

  private Decision decide(Open open, Signal signal, Instant now) {
    var refund = open.refund();
    return switch (signal) {
      case Refunded(), Resolved() -> close(open);

      case Accepted(var no, var attempt) when inHand(open, no, attempt) ->
          pause(open, refund, now.plus(patience.lookUp()));
      case AttemptFailed(var no, var attempt, var next) when inHand(open, no, attempt) ->
          pause(open, refund.nextTry(), next);
      case RefundRefused(var no) when no == refund.requestNo() && !refund.refused() ->
          alert(open, refund.refusedForGood(), now);

      case AttentionRaised() when open instanceof Alerting -> attended(open, now);
      case OperatorRetried() -> ask(open.turn(), refund.anew(now.plus(patience.overdueAfter())));
      case DeadlineExpired(var turn) when turn == open.turn() -> expired(open, now);

      // Late or doubled: it changes nothing.
      case Accepted _, AttemptFailed _, RefundRefused _ -> stay(open);
      case AttentionRaised _, DeadlineExpired _ -> stay(open);
    };
  }

  private Decision expired(Open open, Instant now) {
    return switch (open) {
      case Waiting(var turn, var refund) when now.isBefore(refund.overdueAt()) -> ask(turn, refund);
      case Waiting _, Refunding _ -> alert(open, open.refund(), now);
      case Alerting _ -> alert(open, open.refund(), now); // the command was lost: once more
      case AwaitingOperator(_, var refund) when refund.refused() -> alert(open, refund, now);
      case AwaitingOperator _ -> tryOn(open, now); // stored when overdue refunds still waited too
    };
  }

  /** A person knows. Only a definitive no waits for them: all else is tried on meanwhile. */
  private Decision attended(Open open, Instant now) {
    return open.refund().refused()
        ? enter(new AwaitingOperator(open.turn() + 1, open.refund()), now.plus(patience.reminder()))
        : tryOn(open, now);
  }

  private Decision tryOn(Open open, Instant now) {
    return ask(open.turn(), open.refund().anew(now.plus(patience.reminder())));
  }

  private static Decision ask(long turn, Refund refund) {
    return enter(
        new Refunding(turn + 1, refund),
        refund.overdueAt(),
        new Ask(refund.requestNo(), refund.attempt()));
  }

  private static Decision pause(State from, Refund refund, Instant until) {
    return enter(
        new Waiting(from.turn() + 1, refund),
        until.isBefore(refund.overdueAt()) ? until : refund.overdueAt());
  }

  private Decision alert(State from, Refund refund, Instant now) {
    return enter(
        new Alerting(from.turn() + 1, refund),
        now.plus(patience.command()),
        new RaiseAttention(refund.refused()));
  }

  private static boolean inHand(Open open, int requestNo, int attempt) {
    return open instanceof Refunding && open.refund().isTry(requestNo, attempt);
  }

  private static Decision enter(State next, Instant deadline) {
    return new Decision(next, List.of(new SetDeadline(deadline, next.turn())));
  }

  private static Decision enter(State next, Instant deadline, Task task) {
    return new Decision(next, List.of(task, new SetDeadline(deadline, next.turn())));
  }

  private static Decision close(State from) {
    return new Decision(new Closed(from.turn() + 1), List.of());
  }

  private static Decision stay(State state) {
    return new Decision(state, List.of());
  }
}
