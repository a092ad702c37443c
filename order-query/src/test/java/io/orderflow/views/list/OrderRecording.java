package io.orderflow.views.list;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.order.OrderEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts orders into the event store and waits for their rows. */
public class OrderRecording {

  private final EventStore store;
  private final TransactionManager transactions;
  private final JdbcTemplate jdbc;

  OrderRecording(EventStore store, TransactionManager transactions, JdbcTemplate jdbc) {
    this.store = store;
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  /** Each event a second after the one before it. */
  public void record(Instant first, ListedOrder... orders) {
    for (var order : orders) {
      append(order, 0, first);
    }
    Arrays.stream(orders).forEach(this::awaitRow);
  }

  /** The events of the order from this number on. */
  public void append(ListedOrder order, int from, Instant first) {
    var messages = new ArrayList<EventMessage<?>>();
    var events = order.events();
    for (int sequence = from; sequence < events.size(); sequence++) {
      messages.add(message(sequence, events.get(sequence), first.plusSeconds(sequence)));
    }
    transactions.executeInTransaction(() -> store.publish(messages));
  }

  /** All in one transaction, each placed at its own time. */
  public void appendAll(List<ListedOrder> orders, List<Instant> times) {
    var messages = new ArrayList<EventMessage<?>>();
    for (int number = 0; number < orders.size(); number++) {
      messages.add(message(0, orders.get(number).events().getFirst(), times.get(number)));
    }
    transactions.executeInTransaction(() -> store.publish(messages));
  }

  void awaitRows(int count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                requireNonNull(
                        jdbc.queryForObject("select count(*) from views.order_view", Integer.class))
                    >= count);
  }

  public void awaitRow(ListedOrder order) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                jdbc.queryForList(
                        "select version from views.order_view where order_id = ?",
                        Long.class,
                        order.id().value())
                    .equals(List.of((long) order.events().size() - 1)));
  }

  private static EventMessage<?> message(long sequence, OrderEvent event, Instant at) {
    String id = event.orderId().toString();
    return new GenericDomainEventMessage<>(
        "Order", id, sequence, event, MetaData.emptyInstance(), id + ":" + sequence, at);
  }
}
