package io.orderflow.views.status;

import io.orderflow.api.order.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;

/** Puts events into the store as the aggregate would, at the times {@link OrderEvents} says. */
class EventRecording {

  private final EventStore store;
  private final TransactionManager transactions;

  EventRecording(EventStore store, TransactionManager transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  /** All in one transaction, numbered from here on. */
  void record(long firstSequence, List<OrderEvent> events) {
    var messages = new ArrayList<EventMessage<?>>();
    for (var event : events) {
      messages.add(message(firstSequence + messages.size(), event));
    }
    transactions.executeInTransaction(() -> store.publish(messages));
  }

  /** All in one transaction, each of another order and with this number. */
  void recordEach(long sequence, List<OrderEvent> events) {
    var messages = events.stream().map(event -> message(sequence, event)).toList();
    transactions.executeInTransaction(() -> store.publish(messages));
  }

  private static EventMessage<?> message(long sequence, OrderEvent event) {
    String id = event.orderId().toString();
    return new GenericDomainEventMessage<>(
        "Order",
        id,
        sequence,
        event,
        MetaData.emptyInstance(),
        id + ":" + sequence,
        OrderEvents.at(sequence));
  }
}
