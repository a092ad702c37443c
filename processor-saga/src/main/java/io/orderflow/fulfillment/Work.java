package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Instant;
import java.util.List;

/**
 * The one thing a fulfilment is busy with: asking for a step, or undoing one.
 *
 * @param requestNo part of the partner's key; grows only after a definitive no
 * @param attempt counts the tries; never part of a key
 * @param overdueAt when silence has lasted too long
 * @param refused the partner has said a definitive no to this undo
 * @param rest what is undone after this step, newest first; empty when asking
 */
record Work(
    Attempt.Kind kind,
    Step step,
    int requestNo,
    int attempt,
    Instant overdueAt,
    boolean refused,
    List<Step> rest) {

  Work {
    rest = List.copyOf(rest);
  }

  static Work request(Step step, Instant overdueAt) {
    return new Work(Attempt.Kind.REQUEST, step, 1, 1, overdueAt, false, List.of());
  }

  static Work undo(Step step, List<Step> rest, Instant overdueAt) {
    return new Work(Attempt.Kind.COMPENSATION, step, 1, 1, overdueAt, false, rest);
  }

  /** The same request, tried once more. */
  Work nextTry() {
    return new Work(kind, step, requestNo, attempt + 1, overdueAt, refused, rest);
  }

  /**
   * Asked anew by a person, or after one was told; under a new key only if the old one was refused.
   */
  Work anew(Instant newOverdueAt) {
    return refused
        ? new Work(kind, step, requestNo + 1, 1, newOverdueAt, false, rest)
        : new Work(kind, step, requestNo, attempt + 1, newOverdueAt, false, rest);
  }

  Work refusedForGood() {
    return new Work(kind, step, requestNo, attempt, overdueAt, true, rest);
  }

  boolean isForward() {
    return kind == Attempt.Kind.REQUEST;
  }

  FulfillmentAction.Task task() {
    return isForward()
        ? new FulfillmentAction.Request(step, requestNo, attempt)
        : new FulfillmentAction.Compensate(step, requestNo, attempt);
  }

  /** The step, or a later one, was reached. */
  boolean asksFor(Step reached) {
    return isForward() && reached.compareTo(step) >= 0;
  }

  boolean undoes(Step undone) {
    return !isForward() && undone == step;
  }

  boolean isTry(Attempt tried) {
    return tried.equals(new Attempt(kind, step, tried.chargeId(), requestNo, attempt));
  }
}
