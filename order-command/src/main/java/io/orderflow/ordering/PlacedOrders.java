package io.orderflow.ordering;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.api.order.OrderStatus;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** Looks orders up in the event store. */
@Component
class PlacedOrders {

  private final EventStore events;

  PlacedOrders(EventStore events) {
    this.events = events;
  }

  /** The order's first event; empty if there is no such order. */
  Optional<OrderCreated> find(OrderId order) {
    var stream = events.readEvents(order.toString(), 0);
    return stream.hasNext()
        ? Optional.of((OrderCreated) stream.next().getPayload())
        : Optional.empty();
  }

  /** The order's status; empty if there is no such order. */
  Optional<OrderStatus> status(OrderId order) {
    var stream = events.readEvents(order.toString(), 0);
    OrderStatus status = null;
    while (stream.hasNext()) {
      status = OrderStatus.after(status, (OrderEvent) stream.next().getPayload());
    }
    return Optional.ofNullable(status);
  }
}
