package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.engine.tracing.SpanDescription;
import io.orderflow.fulfillment.FulfillmentState.Backward;
import io.orderflow.fulfillment.FulfillmentState.Forward;
import io.orderflow.fulfillment.FulfillmentState.InProgress;

/** A task of a worker, done after the commit, at least once; an event of the order answers it. */
public sealed interface FulfillmentTask {

  record RequestStep(Step step, int requestNo, int attempt) implements FulfillmentTask {}

  record CompensateStep(Step step, int requestNo, int attempt) implements FulfillmentTask {}

  record Abandon(Step step) implements FulfillmentTask {}

  record RaiseAttention(Attempt.Kind kind, Step step, boolean refused) implements FulfillmentTask {}

  record CompleteCancellation() implements FulfillmentTask {}

  static FulfillmentTask asking(InProgress state) {
    int requestNo = state.request().requestNo();
    int attempt = state.request().attempt();
    return switch (state) {
      case Forward(var step, _, _) -> new RequestStep(step, requestNo, attempt);
      case Backward(var step, _, _, _) -> new CompensateStep(step, requestNo, attempt);
    };
  }

  /** For operators who list pending tasks. */
  default String description() {
    return switch (this) {
      case RequestStep(var step, var no, var number) -> "request " + step + " " + no + "/" + number;
      case CompensateStep(var step, var no, var number) -> "undo " + step + " " + no + "/" + number;
      case Abandon(var step) -> "abandon " + step;
      case RaiseAttention(_, var step, _) -> "raise attention for " + step;
      case CompleteCancellation() -> "complete the cancellation";
    };
  }

  /** The same in the order's trace, where ids and numbers are tags. */
  default SpanDescription span() {
    return switch (this) {
      case RequestStep(var step, var no, var number) -> asking("request", step, no, number);
      case CompensateStep(var step, var no, var number) -> asking("undo", step, no, number);
      case Abandon(var step) -> about(step, description());
      case RaiseAttention(_, var step, _) -> about(step, description());
      case CompleteCancellation() ->
          SpanDescription.of(description(), SpanDescription.Kind.INTERNAL);
    };
  }

  private static SpanDescription about(Step step, String name) {
    return SpanDescription.of(name, SpanDescription.Kind.INTERNAL)
        .with(SpanDescription.STEP, step.name());
  }

  private static SpanDescription asking(String what, Step step, int requestNo, int attempt) {
    return PartnerSpans.asking(what + " " + step, step, requestNo, attempt);
  }
}
