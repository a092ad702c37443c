package io.orderflow.console.order;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.views.history.HistoryProblemCode;
import io.orderflow.views.history.OrderHistory;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.history.VisibleOrder;
import io.orderflow.views.status.OrderStates;
import io.orderflow.views.timeline.TimelineReader;
import io.orderflow.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads an order's page from its events, at once: so the order and its timeline never differ, and
 * the page is never behind what has just been done on it.
 */
@Component
class OrderPageReader {

  private static final int MOST_FACTS = 1_000;

  private final OrderHistory history;
  private final OrderStates states;

  OrderPageReader(OrderHistory history, OrderStates states) {
    this.history = history;
    this.states = states;
  }

  CompletableFuture<ReadOrder> read(VisibleOrder order) {
    return history.read(
        order,
        events -> {
          var recorded = new ArrayList<RecordedEvent>();
          events.forEachRemaining(recorded::add);
          var timeline =
              new TimelineReader().read(order.orderId(), recorded.iterator(), -1, MOST_FACTS);
          return new ReadOrder(folded(recorded).view(), timeline);
        });
  }

  /**
   * The first thousand of the events themselves, which may be of a version that cannot be folded.
   */
  CompletableFuture<List<StoredEvent>> events(VisibleOrder order) {
    return history.read(
        order,
        events -> {
          var first = new ArrayList<RecordedEvent>();
          while (events.hasNext() && first.size() < MOST_FACTS) {
            first.add(events.next());
          }
          return first.stream().map(StoredEvent::of).toList();
        });
  }

  private OrderStates.State folded(List<RecordedEvent> recorded) {
    OrderStates.@Nullable State state = null;
    for (var stored : recorded) {
      state = after(state, stored);
    }
    if (state == null) {
      throw VisibleOrder.notFound();
    }
    return state;
  }

  private OrderStates.State after(OrderStates.@Nullable State before, RecordedEvent stored) {
    try {
      if (stored.payload() instanceof OrderEvent event) {
        return states.after(before, event, stored.sequence(), stored.at());
      }
      throw unreadable(stored);
    } catch (OrderStates.UnfoldableException failed) {
      throw unreadable(stored).causedBy(failed);
    }
  }

  private static ProblemException unreadable(RecordedEvent stored) {
    return ProblemException.of(
        HistoryProblemCode.ORDER_UNREADABLE,
        "This version of orderflow cannot read event %d. Its events are still shown below /events."
            .formatted(stored.sequence()));
  }
}
