package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.FulfillmentSignal.*;
import io.orderflow.fulfillment.FulfillmentState.*;
import io.orderflow.fulfillment.FulfillmentTask.*;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that takes one order through stock, payment, processing, shipping and delivery,
 * or back. It is pure: it knows no clock, no bus and no partner.
 *
 * <p>It never decides to cancel. It asks the order to, and turns back only when the order answers
 * {@link Reversed}. What may have happened is undone as if it had.
 */
record Fulfillment(PartnerRequestLifecycle requests) {

  Decision begin(Instant now) {
    return requests.request(Step.STOCK, now);
  }

  /** Null if the signal changes nothing: it is late, a duplicate, or about something else. */
  @Nullable Decision decide(FulfillmentState state, FulfillmentSignal signal, Instant now) {
    return switch (state) {
      case Forward forward -> forward(forward, signal, now);
      case Backward backward -> backward(backward, signal, now);
      case Completing() ->
          switch (signal) {
            case Ended() -> Decision.close();
            case DeadlineExpired _ -> complete(now); // the command was lost: send it again
            case Succeeded _, Compensated _, Reversed _, Overruled _ -> null;
            case OperatorResolved _, RequestSignal _ -> null;
          };
      case Closed() -> null;
    };
  }

  private @Nullable Decision forward(Forward state, FulfillmentSignal signal, Instant now) {
    return switch (signal) {
      case Succeeded(var step) when isReached(state, step) -> proceed(step, now);
      case OperatorResolved(var step) when isReached(state, step) -> proceed(step, now);
      case Reversed(var step) -> undo(newestFirst(step), now);
      case Ended() -> Decision.close();
      case RequestSignal ofRequest -> requests.decide(state, ofRequest, now);

      case Succeeded _, OperatorResolved _, Compensated _, Overruled _ -> null;
    };
  }

  private @Nullable Decision backward(Backward state, FulfillmentSignal signal, Instant now) {
    return switch (signal) {
      case Compensated(var step) when step == state.step() -> undo(state.rest(), now);
      case OperatorResolved(var step) when step == state.step() -> undo(state.rest(), now);
      case Overruled() -> requests.request(Step.DELIVERY, now);
      case Ended() -> Decision.close();
      case RequestSignal ofRequest -> requests.decide(state, ofRequest, now);

      case Compensated _, OperatorResolved _, Succeeded _, Reversed _ -> null;
    };
  }

  /** A later step implies those before it: a delivery can be reported without a dispatch. */
  private static boolean isReached(Forward state, Step step) {
    return step.compareTo(state.step()) >= 0;
  }

  private Decision proceed(Step done, Instant now) {
    return done.next().map(next -> requests.request(next, now)).orElseGet(Decision::close);
  }

  /** The next step is undone only when this undo is confirmed. */
  private Decision undo(List<Step> steps, Instant now) {
    return steps.isEmpty()
        ? complete(now)
        : requests.undo(steps.getFirst(), steps.subList(1, steps.size()), now);
  }

  private static List<Step> newestFirst(Step newest) {
    return List.copyOf(EnumSet.range(Step.STOCK, newest)).reversed();
  }

  private Decision complete(Instant now) {
    var deadline = now.plus(requests.timeouts().command());
    return new Decision(new Completing(), new CompleteCancellation(), deadline);
  }
}
