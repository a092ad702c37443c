package io.orderflow.views.status;

import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.StepView;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folds whole histories. */
final class Folded {

  private Folded() {}

  static OrderViewState state(List<OrderEvent> events) {
    @Nullable OrderViewState state = null;
    long sequence = 0;
    for (var event : events) {
      state = OrderFold.fold(state, event, sequence, OrderEvents.at(sequence));
      sequence++;
    }
    return Objects.requireNonNull(state);
  }

  static OrderView view(List<OrderEvent> events) {
    return state(events).view();
  }

  static StepView step(OrderView order, Step step) {
    return order.steps().stream().filter(each -> each.step() == step).findFirst().orElseThrow();
  }
}
