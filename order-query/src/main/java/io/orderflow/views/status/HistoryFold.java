package io.orderflow.views.status;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.views.history.HistoryProblemCode;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Folds events as the event store has them, by the same rules as the view. */
final class HistoryFold {

  private HistoryFold() {}

  /**
   * @throws ProblemException if this version cannot read the event
   */
  static OrderViewState fold(@Nullable OrderViewState state, RecordedEvent recorded) {
    if (!(recorded.payload() instanceof OrderEvent event)) {
      throw ProblemException.of(
          HistoryProblemCode.ORDER_UNREADABLE,
          "Event " + recorded.sequence() + " of this order cannot be read by this version.");
    }
    return OrderFold.fold(state, event, recorded.sequence(), recorded.at());
  }
}
