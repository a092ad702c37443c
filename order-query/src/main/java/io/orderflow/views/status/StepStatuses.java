package io.orderflow.views.status;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderView.StepState;
import io.orderflow.api.order.OrderView.StepView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The five steps, in their order, and how far each has come. */
record StepStatuses(List<StepView> steps) {

  /** An order asks for its first step as soon as it exists. */
  static final StepStatuses OPENED =
      new StepStatuses(
              Arrays.stream(Step.values())
                  .map(step -> new StepView(step, StepState.WAITING, 0, null, null))
                  .toList())
          .begun(Step.STOCK);

  StepStatuses {
    steps = List.copyOf(steps);
  }

  /** Whether the step was asked for and has neither succeeded nor been refused. */
  boolean isOpen(Step step) {
    return steps.stream()
        .anyMatch(view -> view.step() == step && view.state() == StepState.IN_PROGRESS);
  }

  /** The step is done, and the next one is asked for. */
  StepStatuses succeeded(Step step) {
    return done(step, StepState.SUCCEEDED);
  }

  /** The step is passed, nothing of it will be undone, and the next one is asked for. */
  StepStatuses passed(Step step) {
    return done(step, StepState.NOT_REQUIRED);
  }

  private StepStatuses done(Step step, StepState state) {
    var done = update(step, view -> resting(view, state));
    return step.next().map(done::begun).orElse(done);
  }

  StepStatuses refused(Step step, String detail) {
    return update(
        step, view -> new StepView(step, StepState.REFUSED, view.attempt(), detail, null));
  }

  /** A try of a request that is no longer the one under way changes nothing. */
  StepStatuses attemptFailed(Attempt attempt, String error, Instant nextAttemptAt) {
    var expected =
        switch (attempt.kind()) {
          case REQUEST -> StepState.IN_PROGRESS;
          case COMPENSATION -> StepState.COMPENSATING;
        };
    return update(
        attempt.step(),
        view ->
            view.state() == expected
                ? new StepView(view.step(), expected, attempt.number() + 1, error, nextAttemptAt)
                : view);
  }

  /** The refusal of an undo: nothing more is tried until a person decides. */
  StepStatuses undoRefused(Step step, String detail) {
    return update(
        step,
        view ->
            view.state() == StepState.COMPENSATING
                ? new StepView(step, view.state(), view.attempt(), detail, null)
                : view);
  }

  /** An operator requested a retry, which happens at once. */
  StepStatuses retried(Step step) {
    return update(step, view -> resting(view, view.state()));
  }

  /** The newest step that may have had an effect is the first to be undone. */
  StepStatuses undoing() {
    return newestNotUndone()
        .map(
            view ->
                update(
                    view.step(),
                    open ->
                        new StepView(
                            open.step(), StepState.COMPENSATING, 1, open.lastError(), null)))
        .orElse(this);
  }

  /** One step is undone, and the one before it is next. */
  StepStatuses undone(Step step) {
    var without =
        update(step, view -> isUndoable(view) ? resting(view, StepState.COMPENSATED) : view);
    return without.isUndoing() ? without : without.undoing();
  }

  private boolean isUndoing() {
    return steps.stream().anyMatch(view -> view.state() == StepState.COMPENSATING);
  }

  private Optional<StepView> newestNotUndone() {
    return steps.stream()
        .filter(view -> isUndoable(view) && view.state() != StepState.WAITING)
        .filter(view -> view.state() != StepState.COMPENSATED)
        .max(Comparator.comparing(StepView::step));
  }

  private static boolean isUndoable(StepView view) {
    return view.state() != StepState.NOT_REQUIRED;
  }

  private StepStatuses begun(Step step) {
    return update(step, _ -> new StepView(step, StepState.IN_PROGRESS, 1, null, null));
  }

  private static StepView resting(StepView view, StepState state) {
    return new StepView(view.step(), state, view.attempt(), view.lastError(), null);
  }

  private StepStatuses update(Step step, UnaryOperator<StepView> change) {
    return new StepStatuses(
        steps.stream().map(view -> view.step() == step ? change.apply(view) : view).toList());
  }
}
