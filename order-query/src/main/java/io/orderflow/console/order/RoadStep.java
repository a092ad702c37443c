package io.orderflow.console.order;

import io.orderflow.api.Step;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.StepState;
import io.orderflow.api.order.OrderView.StepView;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayTime;
import org.jspecify.annotations.Nullable;

/**
 * One step of the road that an order goes.
 *
 * @param look the name of its style
 * @param sign drawn for it
 * @param attempts how often it was tried; null where that says nothing
 * @param error what the newest failed try ended with; null where it no longer matters
 * @param nextTry null where none is planned
 */
record RoadStep(
    String name,
    String state,
    String look,
    String sign,
    boolean needsPerson,
    @Nullable String attempts,
    @Nullable String error,
    @Nullable DisplayTime nextTry) {

  static RoadStep of(StepView step, OrderView order) {
    boolean open = isOpen(step.state());
    var next = step.nextAttemptAt();
    return new RoadStep(
        Badge.words(step.step()),
        state(step.state(), order),
        look(step.state()),
        sign(step.state()),
        needsPerson(order, step.step()),
        step.attempt() > 1 ? attempts(step) : null,
        open || step.state() == StepState.REFUSED ? step.lastError() : null,
        next == null ? null : DisplayTime.of(next));
  }

  private static boolean isOpen(StepState state) {
    return state == StepState.IN_PROGRESS || state == StepState.COMPENSATING;
  }

  private static boolean needsPerson(OrderView order, Step step) {
    return order.attention().stream().anyMatch(attention -> attention.step() == step);
  }

  private static String attempts(StepView step) {
    return isOpen(step.state()) ? "Attempt " + step.attempt() : step.attempt() + " attempts";
  }

  private static String state(StepState state, OrderView order) {
    return switch (state) {
      case WAITING -> order.cancellation() == null ? "Not yet" : "Never begun";
      case IN_PROGRESS -> "Under way";
      case SUCCEEDED -> "Done";
      case NOT_REQUIRED -> "Not required";
      case REFUSED -> "Refused";
      case COMPENSATING -> "Being undone";
      case COMPENSATED -> "Undone";
    };
  }

  private static String look(StepState state) {
    return switch (state) {
      case WAITING -> "later";
      case IN_PROGRESS -> "going";
      case SUCCEEDED -> "good";
      case NOT_REQUIRED, COMPENSATED -> "over";
      case REFUSED -> "bad";
      case COMPENSATING -> "warn";
    };
  }

  /** The path of a drawing in a square of 24. */
  private static String sign(StepState state) {
    return switch (state) {
      case WAITING -> "M8 12h.01M12 12h.01M16 12h.01";
      case IN_PROGRESS -> "M7 12h10m-4-4 4 4-4 4";
      case SUCCEEDED -> "m6 12.5 4 4 8-9";
      case NOT_REQUIRED -> "M7 12h10";
      case REFUSED -> "m8 8 8 8m0-8-8 8";
      case COMPENSATING, COMPENSATED -> "M17 16v-2a4 4 0 0 0-4-4H7m4-4-4 4 4 4";
    };
  }
}
