package io.orderflow.views.stream;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.views.status.OrderStates;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Folds events in the order of a stream. It knows the orders whose events came last; the events of
 * another order are read from the event store, once. Used by one thread at a time.
 */
final class OrderChanges {

  private static final int MOST_ORDERS = 5_000;
  private static final Logger log = LoggerFactory.getLogger(OrderChanges.class);

  private final OrderStates states;
  private final JsonMapper json;
  private final Map<String, OrderStates.State> known = RecentlyUsedMap.of(MOST_ORDERS);

  OrderChanges(OrderStates states, JsonMapper json) {
    this.states = states;
    this.json = json;
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
      var before = before(stored);
      return Optional.of(change(before, stored, event));
    } catch (OrderStates.UnfoldableException unfoldable) {
      log.warn(
          "Event {} of order {} cannot be folded, and is left out of streams",
          stored.getSequenceNumber(),
          stored.getAggregateIdentifier(),
          unfoldable);
      return Optional.empty();
    }
  }

  private OrderChange change(
      OrderStates.@Nullable State before, DomainEventMessage<?> stored, OrderEvent event) {
    var after = states.after(before, event, stored.getSequenceNumber(), stored.getTimestamp());
    known.put(stored.getAggregateIdentifier(), after);
    var view = after.view();
    return new OrderChange(
        before == null ? null : before.view(),
        view,
        json.writeValueAsString(OrderMessage.of(view)));
  }

  private OrderStates.@Nullable State before(DomainEventMessage<?> stored) {
    long version = stored.getSequenceNumber() - 1;
    if (version < 0) {
      return null;
    }
    var state = known.get(stored.getAggregateIdentifier());
    return state != null && state.version() == version
        ? state
        : states.stored(stored.getAggregateIdentifier(), version);
  }
}
