package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.FulfillmentSignal.*;
import io.orderflow.fulfillment.FulfillmentState.*;
import io.orderflow.fulfillment.FulfillmentTask.*;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of one request, the same for each step, each undo and each refund: it is sent, repeated
 * after a pause, and brought to an operator when it is overdue or refused. Callers recognize the
 * answer that ends it.
 *
 * <p>Silence is never taken for a no: the request is repeated under the same key. While an operator
 * has paused the partner, and for one full time limit afterwards, a request cannot become overdue.
 */
public record PartnerRequestLifecycle(FulfillmentTimeouts timeouts) {

  Decision request(Step step, Instant now) {
    var request = PartnerRequest.first(now.plus(timeouts.of(step)));
    return ask(new Forward(step, Phase.ASKING, request), request);
  }

  public Decision undo(Step step, List<Step> rest, Instant now) {
    var request = PartnerRequest.first(now.plus(timeouts.compensation()));
    return ask(new Backward(step, rest, Phase.ASKING, request), request);
  }

  /** Null if the signal changes nothing: it is late, a duplicate, or about another request. */
  public @Nullable Decision decide(InProgress state, RequestSignal signal, Instant now) {
    var request = state.request();
    return switch (signal) {
      case Accepted(var attempt) when state.isAsking(attempt) ->
          pause(state, request, now.plus(timeouts.lookUp()));
      case AttemptFailed(var attempt, var next) when state.isAsking(attempt) ->
          pause(state, request.nextAttempt(), next);
      case UndoRefused(var step, var no) when isUnanswered(state, step, no) ->
          alert(state, request.refusedForGood(), now);
      case OperatorAlerted(var step) when step == state.step() && state.phase() == Phase.ALERTING ->
          afterAlert(state, now);
      case OperatorRetried(var step) when step == state.step() ->
          ask(state, request.renewed(now.plus(timeouts.of(state))));
      case DeadlineExpired(var pausedUntil) -> onDeadline(state, pausedUntil, now);

      case Accepted _, AttemptFailed _, UndoRefused _, OperatorAlerted _, OperatorRetried _ -> null;
    };
  }

  private Decision onDeadline(InProgress state, @Nullable Instant pausedUntil, Instant now) {
    var request = state.request();
    return switch (state.phase()) {
      case ASKING -> overdueUnlessPaused(state, pausedUntil, now);
      case WAITING ->
          now.isBefore(request.overdueAt())
              ? ask(state, request)
              : overdueUnlessPaused(state, pausedUntil, now);
      case GIVING_UP -> giveUp(state, now); // the command was lost: send it again
      case ALERTING -> alert(state, request, now);
      case AWAITING_OPERATOR -> request.refused() ? alert(state, request, now) : goOn(state, now);
    };
  }

  /** After a pause, the request's time limit starts anew. */
  private Decision overdueUnlessPaused(
      InProgress state, @Nullable Instant pausedUntil, Instant now) {
    var until = pausedUntil == null ? now : pausedUntil.plus(timeouts.of(state));
    return now.isBefore(until)
        ? ask(state, state.request().extendedTo(until))
        : overdue(state, now);
  }

  /**
   * Before money is taken, an overdue step is given up. Later steps wait for an operator, and an
   * undo is never given up.
   */
  private Decision overdue(InProgress state, Instant now) {
    return state instanceof Forward && !timeouts.holds(state.step())
        ? giveUp(state, now)
        : alert(state, state.request(), now);
  }

  /** Only a definitive no waits for an operator: everything else is retried meanwhile. */
  private Decision afterAlert(InProgress state, Instant now) {
    var request = state.request();
    return request.refused()
        ? waitIn(state, Phase.AWAITING_OPERATOR, request, now.plus(timeouts.reminder()))
        : goOn(state, now);
  }

  private Decision goOn(InProgress state, Instant now) {
    return ask(state, state.request().renewed(now.plus(timeouts.reminder())));
  }

  /** A delivery has no partner to ask: it is only awaited. */
  private static Decision ask(InProgress state, PartnerRequest request) {
    if (state.step() == Step.DELIVERY) {
      return waitIn(state, Phase.WAITING, request, request.overdueAt());
    }
    var asking = state.with(Phase.ASKING, request);
    return new Decision(asking, FulfillmentTask.asking(asking), request.overdueAt());
  }

  private static Decision pause(InProgress state, PartnerRequest request, Instant until) {
    var overdueAt = request.overdueAt();
    return waitIn(state, Phase.WAITING, request, until.isBefore(overdueAt) ? until : overdueAt);
  }

  private static Decision waitIn(
      InProgress state, Phase phase, PartnerRequest request, Instant until) {
    return new Decision(state.with(phase, request), null, until);
  }

  private Decision giveUp(InProgress state, Instant now) {
    var next = state.with(Phase.GIVING_UP, state.request());
    return new Decision(next, new Abandon(state.step()), now.plus(timeouts.command()));
  }

  private Decision alert(InProgress state, PartnerRequest request, Instant now) {
    var task = new RaiseAttention(state.kind(), state.step(), request.refused());
    return new Decision(state.with(Phase.ALERTING, request), task, now.plus(timeouts.command()));
  }

  /** An order that goes forward has no undo that could be refused. */
  private static boolean isUnanswered(InProgress state, Step step, int requestNo) {
    var request = state.request();
    return state instanceof Backward
        && step == state.step()
        && requestNo == request.requestNo()
        && !request.refused();
  }
}
