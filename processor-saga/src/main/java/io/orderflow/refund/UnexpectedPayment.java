package io.orderflow.refund;

import io.orderflow.fulfillment.UndoPatience;
import io.orderflow.refund.RefundAction.Ask;
import io.orderflow.refund.RefundAction.RaiseAttention;
import io.orderflow.refund.RefundAction.SetDeadline;
import io.orderflow.refund.RefundAction.Task;
import io.orderflow.refund.RefundSignal.Accepted;
import io.orderflow.refund.RefundSignal.AttemptFailed;
import io.orderflow.refund.RefundSignal.AttentionRaised;
import io.orderflow.refund.RefundSignal.DeadlineExpired;
import io.orderflow.refund.RefundSignal.OperatorRetried;
import io.orderflow.refund.RefundSignal.RefundRefused;
import io.orderflow.refund.RefundSignal.Refunded;
import io.orderflow.refund.RefundSignal.Resolved;
import io.orderflow.refund.RefundState.Alerting;
import io.orderflow.refund.RefundState.AwaitingOperator;
import io.orderflow.refund.RefundState.Closed;
import io.orderflow.refund.RefundState.Open;
import io.orderflow.refund.RefundState.Refunding;
import io.orderflow.refund.RefundState.Waiting;
import java.time.Instant;
import java.util.List;

/**
 * Gives back one charge that no order asked for. Told what happened, it answers what to do next; it
 * knows no clock, no bus and no partner. It ends when the money has gone back and not before, and
 * it asks under the same key until the partner says a definitive no.
 */
record UnexpectedPayment(UndoPatience patience) {

  /** What follows from a signal; no actions where nothing changes. */
  record Decision(RefundState next, List<RefundAction> actions) {}

  Decision begin(Instant now) {
    return ask(0, Refund.first(now.plus(patience.overdueAfter())));
  }

  Decision decide(RefundState refundState, RefundSignal refundSignal, Instant now) {
    return switch (refundState) {
      case Closed closed -> stay(closed);
      case Open open -> decide(open, refundSignal, now);
    };
  }

  private Decision decide(Open open, RefundSignal refundSignal, Instant now) {
    var refund = open.refund();
    return switch (refundSignal) {
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

  private static Decision pause(RefundState from, Refund refund, Instant until) {
    return enter(
        new Waiting(from.turn() + 1, refund),
        until.isBefore(refund.overdueAt()) ? until : refund.overdueAt());
  }

  private Decision alert(RefundState from, Refund refund, Instant now) {
    return enter(
        new Alerting(from.turn() + 1, refund),
        now.plus(patience.command()),
        new RaiseAttention(refund.refused()));
  }

  private static boolean inHand(Open open, int requestNo, int attempt) {
    return open instanceof Refunding && open.refund().isTry(requestNo, attempt);
  }

  private static Decision enter(RefundState next, Instant deadline) {
    return new Decision(next, List.of(new SetDeadline(deadline, next.turn())));
  }

  private static Decision enter(RefundState next, Instant deadline, Task task) {
    return new Decision(next, List.of(task, new SetDeadline(deadline, next.turn())));
  }

  private static Decision close(RefundState from) {
    return new Decision(new Closed(from.turn() + 1), List.of());
  }

  private static Decision stay(RefundState refundState) {
    return new Decision(refundState, List.of());
  }
}
