package io.orderflow.views.stream;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.views.status.OrderStates;
import io.orderflow.views.stream.RecentChanges.Folded;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Folds events in the order of a stream. It knows the orders whose events came last, and what other
 * readers have folded last; the events of another order are read from the event store, once. Used
 * by one thread at a time.
 */
final class OrderChanges {

  private static final int MOST_ORDERS = 5_000;
  private static final Logger log = LoggerFactory.getLogger(OrderChanges.class);

  private final OrderStates states;
  private final JsonMapper json;
  private final RecentChanges recent;
  private final Map<String, OrderStates.State> known = RecentlyUsedMap.of(MOST_ORDERS);

  /**
   * @param recent shared by all readers
   */
  OrderChanges(OrderStates states, JsonMapper json, RecentChanges recent) {
    this.states = states;
    this.json = json;
    this.recent = recent;
  }

  /**
   * Empty for an event that is not of an order, or that cannot be folded. A failure to read the
   * event store passes on: the event must be read again, or it would be missing in the streams.
   */
  Optional<OrderChange> of(EventMessage<?> message) {
    if (!(message instanceof DomainEventMessage<?> stored)
        || !(stored.getPayload() instanceof OrderEvent event)) {
      return Optional.empty();
    }
    try {
      return Optional.of(change(stored, event));
    } catch (OrderStates.UnfoldableException unfoldable) {
      log.warn(
          "Event {} of order {} cannot be folded, and is left out of streams",
          stored.getSequenceNumber(),
          stored.getAggregateIdentifier(),
          unfoldable);
      return Optional.empty();
    }
  }

  private OrderChange change(DomainEventMessage<?> stored, OrderEvent event) {
    var orderId = stored.getAggregateIdentifier();
    var folded = recent.of(orderId, stored.getSequenceNumber());
    if (folded == null) {
      folded = fold(before(orderId, stored.getSequenceNumber() - 1), stored, event);
      recent.add(orderId, folded);
    }
    known.put(orderId, folded.state());
    return folded.change();
  }

  private Folded fold(
      OrderStates.@Nullable State before, DomainEventMessage<?> stored, OrderEvent event) {
    var after = states.after(before, event, stored.getSequenceNumber(), stored.getTimestamp());
    var view = after.view();
    return new Folded(
        after,
        new OrderChange(
            before == null ? null : before.view(),
            view,
            json.writeValueAsString(OrderMessage.of(view))));
  }

  private OrderStates.@Nullable State before(String orderId, long version) {
    if (version < 0) {
      return null;
    }
    var state = known.get(orderId);
    if (state != null && state.version() == version) {
      return state;
    }
    var folded = recent.of(orderId, version);
    return folded != null ? folded.state() : states.stored(orderId, version);
  }
}
