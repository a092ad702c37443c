package io.orderflow.fulfillment;

import static io.orderflow.api.Step.DELIVERY;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.FulfillmentAction.*;
import io.orderflow.fulfillment.FulfillmentSignal.*;
import io.orderflow.fulfillment.FulfillmentState.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Takes one order through stock, payment, processing, shipping and delivery, or back. Told what
 * happened, it answers what to do next. It knows no clock, no bus and no partner, and it never
 * decides that an order is cancelled: it asks, and goes back only when the order's own {@link
 * CancellationStarted} says so.
 *
 * <p>Silence is never taken for a no. What may have happened is asked for again under the same key,
 * and undone as if it had.
 */
record Fulfillment(Patience patience) {

  /** What follows from a signal; no actions where nothing changes. */
  record Decision(FulfillmentState next, List<FulfillmentAction> actions) {}

  Decision begin(Instant now) {
    return request(0, Step.STOCK, now);
  }

  Decision decide(
      FulfillmentState fulfillmentState, FulfillmentSignal fulfillmentSignal, Instant now) {
    return switch (fulfillmentState) {
      case Closed closed -> stay(closed);
      case Completing done when fulfillmentSignal instanceof OrderCancelled -> close(done);
      case Completing done when fulfillmentSignal.equals(new DeadlineExpired(done.turn())) ->
          complete(done, now);
      case Completing done -> stay(done);
      case Open open -> decide(open, fulfillmentSignal, now);
    };
  }

  private Decision decide(Open open, FulfillmentSignal fulfillmentSignal, Instant now) {
    var work = open.work();
    return switch (fulfillmentSignal) {
      case Succeeded(var step) when work.asksFor(step) -> goOn(open, step, now);
      case StepResolved(var step) when work.asksFor(step) -> goOn(open, step, now);
      case Accepted(var tried) when inHand(open, tried) ->
          pause(open, work, now.plus(patience.lookUp()));
      case AttemptFailed(var tried, var next) when inHand(open, tried) ->
          pause(open, work.nextTry(), next);

      // Only the order says these two: it is called off at this step; the parcel is on the road.
      case CancellationStarted(var step) when work.isForward() ->
          goBack(open, newestFirst(step), now);
      case Compensated(var step) when work.undoes(step) -> goBack(open, work.rest(), now);
      case StepResolved(var step) when work.undoes(step) -> goBack(open, work.rest(), now);
      case CompensationRefused(var step, var no) when answersUndo(open, step, no) ->
          alert(open, work.refusedForGood(), now);
      case CancellationOverruled() when !work.isForward() -> request(open.turn(), DELIVERY, now);
      case OrderCancelled() -> close(open);

      case AttentionRaised(var step) when open instanceof Alerting && step == work.step() ->
          attended(open, now);
      case OperatorRetried(var step) when step == work.step() ->
          ask(open, work.anew(now.plus(patience.with(work))));
      case DeadlineExpired(var turn) when turn == open.turn() -> expired(open, now);

      // Late, doubled, or about something else: it changes nothing.
      case Succeeded _, Accepted _, AttemptFailed _, CancellationStarted _, Compensated _ ->
          stay(open);
      case CompensationRefused _, CancellationOverruled _, AttentionRaised _, OperatorRetried _ ->
          stay(open);
      case StepResolved _, DeadlineExpired _ -> stay(open);
    };
  }

  // --- forward

  private Decision goOn(FulfillmentState from, Step done, Instant now) {
    return done.next().map(next -> request(from.turn(), next, now)).orElseGet(() -> close(from));
  }

  private Decision request(long turn, Step step, Instant now) {
    return ask(turn, Work.request(step, now.plus(patience.with(step))));
  }

  private Decision ask(FulfillmentState from, Work work) {
    return ask(from.turn(), work);
  }

  /** Hands the work to a worker; a delivery is only awaited, for nobody can be asked for it. */
  private Decision ask(long turn, Work work) {
    if (work.step() == DELIVERY) {
      return enter(new Waiting(turn + 1, work), work.overdueAt());
    }
    return enter(new Asking(turn + 1, work), work.overdueAt(), work.task());
  }

  private Decision pause(FulfillmentState from, Work work, Instant until) {
    return enter(
        new Waiting(from.turn() + 1, work),
        until.isBefore(work.overdueAt()) ? until : work.overdueAt());
  }

  // --- back

  /** Undoes the newest first, and the next only when that one is confirmed. */
  private Decision goBack(FulfillmentState from, List<Step> steps, Instant now) {
    if (steps.isEmpty()) {
      return complete(from, now);
    }
    var rest = steps.subList(1, steps.size());
    return ask(from, Work.undo(steps.getFirst(), rest, now.plus(patience.compensation())));
  }

  private Decision complete(FulfillmentState from, Instant now) {
    return enter(
        new Completing(from.turn() + 1), now.plus(patience.command()), new CompleteCancellation());
  }

  private static List<Step> newestFirst(Step newest) {
    return List.copyOf(EnumSet.range(Step.STOCK, newest)).reversed();
  }

  // --- when patience ends

  private Decision expired(Open open, Instant now) {
    return switch (open) {
      case Asking(_, var work) -> overdue(open, work, now);
      case Waiting(_, var work) ->
          now.isBefore(work.overdueAt()) ? ask(open, work) : overdue(open, work, now);
      case GivingUp(_, var work) -> giveUp(open, work, now); // the command was lost: once more
      case Alerting(_, var work) -> alert(open, work, now);
      case AwaitingOperator(_, var work) when work.refused() -> alert(open, work, now); // reminder
      case AwaitingOperator _ -> tryOn(open, now); // stored when overdue undos still waited too
    };
  }

  /**
   * Some steps are given up for silence, those before money is taken; the others are held until
   * somebody answers. An undo is never given up.
   */
  private Decision overdue(FulfillmentState from, Work work, Instant now) {
    return work.isForward() && !patience.holds(work.step())
        ? giveUp(from, work, now)
        : alert(from, work, now);
  }

  private Decision giveUp(FulfillmentState from, Work work, Instant now) {
    return enter(
        new GivingUp(from.turn() + 1, work),
        now.plus(patience.command()),
        new Abandon(work.step()));
  }

  private Decision alert(FulfillmentState from, Work work, Instant now) {
    var task = new RaiseAttention(work.kind(), work.step(), work.refused());
    return enter(new Alerting(from.turn() + 1, work), now.plus(patience.command()), task);
  }

  /** A person knows. Only a definitive no waits for them: all else is tried on meanwhile. */
  private Decision attended(Open from, Instant now) {
    return from.work().refused()
        ? enter(new AwaitingOperator(from.turn() + 1, from.work()), now.plus(patience.reminder()))
        : tryOn(from, now);
  }

  private Decision tryOn(Open from, Instant now) {
    return ask(from, from.work().anew(now.plus(patience.reminder())));
  }

  // --- the small words

  private static boolean inHand(Open open, Attempt tried) {
    return open instanceof Asking && open.work().isTry(tried);
  }

  private static boolean answersUndo(Open open, Step step, int requestNo) {
    return open.work().undoes(step)
        && open.work().requestNo() == requestNo
        && !open.work().refused();
  }

  private static Decision enter(FulfillmentState next, Instant deadline, Task... tasks) {
    var actions = new ArrayList<FulfillmentAction>(List.of(tasks));
    actions.add(new SetDeadline(deadline, next.turn()));
    return new Decision(next, List.copyOf(actions));
  }

  private static Decision close(FulfillmentState from) {
    return new Decision(new Closed(from.turn() + 1), List.of());
  }

  private static Decision stay(FulfillmentState fulfillmentState) {
    return new Decision(fulfillmentState, List.of());
  }
}
