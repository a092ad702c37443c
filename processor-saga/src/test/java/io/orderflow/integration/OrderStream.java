package io.orderflow.integration;

import static io.orderflow.engine.serialization.SampleMessages.CARD;
import static io.orderflow.engine.serialization.SampleMessages.CHARGE;
import static io.orderflow.engine.serialization.SampleMessages.CUSTOMER;
import static io.orderflow.engine.serialization.SampleMessages.LABELS;
import static io.orderflow.engine.serialization.SampleMessages.LINES;
import static io.orderflow.engine.serialization.SampleMessages.NUMBER;
import static io.orderflow.engine.serialization.SampleMessages.REFERENCE;
import static io.orderflow.engine.serialization.SampleMessages.TOTAL;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** One order, stored event by event as the write side would store it. */
public final class OrderStream {

  /** With so many public events. */
  public static final int WHOLE = 6;

  private final OrderId id;
  private final CustomerId customer;
  private final EventStore store;
  private final List<String> stored;

  public OrderStream(EventStore store) {
    this(store, CUSTOMER);
  }

  public OrderStream(EventStore store, CustomerId customer) {
    this(new OrderId(UUID.randomUUID()), customer, store, new ArrayList<>());
  }

  private OrderStream(OrderId id, CustomerId customer, EventStore store, List<String> stored) {
    this.id = id;
    this.customer = customer;
    this.store = store;
    this.stored = stored;
  }

  /** The same order, stored by another node. */
  public OrderStream on(EventStore other) {
    return new OrderStream(id, customer, other, stored);
  }

  public OrderId id() {
    return id;
  }

  /** Stores the order's next events, of those that lead it to its delivery. */
  public OrderStream advance(int events) {
    var messages = new ArrayList<EventMessage<?>>();
    for (int i = 0; i < events; i++) {
      var message =
          new GenericDomainEventMessage<>(
              "Order", id.toString(), stored.size(), event(id, customer, stored.size()));
      stored.add(message.getIdentifier());
      messages.add(message);
    }
    store.publish(messages);
    return this;
  }

  /** The messages of an order that was delivered; they are not stored. */
  public static List<EventMessage<?>> whole() {
    var id = new OrderId(UUID.randomUUID());
    return IntStream.range(0, WHOLE)
        .<EventMessage<?>>mapToObj(
            number ->
                new GenericDomainEventMessage<>(
                    "Order", id.toString(), number, event(id, CUSTOMER, number)))
        .toList();
  }

  /** The identifiers of its events, in order. */
  public List<String> eventIds() {
    return List.copyOf(stored);
  }

  private static OrderEvent event(OrderId id, CustomerId customer, int sequence) {
    return switch (sequence) {
      case 0 ->
          new OrderEvent.OrderCreated(
              id,
              customer,
              LINES,
              TOTAL,
              CARD,
              REFERENCE,
              NUMBER,
              LABELS,
              "5f3c9a",
              Instant.parse("2026-03-01T10:15:30Z"));
      case 1 -> new OrderEvent.StockReserved(id);
      case 2 -> new OrderEvent.PaymentCaptured(id, CHARGE, TOTAL);
      case 3 -> new OrderEvent.ProcessingCompleted(id);
      case 4 -> new OrderEvent.ShipmentDispatched(id, "T-1");
      case 5 -> new OrderEvent.ShipmentDelivered(id);
      default -> throw new IllegalStateException("it was delivered");
    };
  }
}
