package io.orderflow.bulk;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.EngineModule;
import io.orderflow.query.OrderQueryModule;
import io.orderflow.views.history.OrderHistory;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.list.ListedOrder;
import io.orderflow.views.list.OrderRecording;
import io.orderflow.web.WebModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** This module as a node of its own, with a stand-in for the write side. */
final class BulkNode implements AutoCloseable {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ConfigurableApplicationContext context;
  private final BulkClient client;

  BulkNode(String url) {
    context =
        new SpringApplicationBuilder(BulkApplication.class)
            .run("--server.port=0", "--spring.datasource.url=" + url);
    client =
        new BulkClient(
            Integer.parseInt(
                Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"))));
  }

  @EnableAutoConfiguration
  @Import({
    EngineModule.class,
    WebModule.class,
    OrderQueryModule.class,
    OrderRecording.class,
    WriteSide.class
  })
  static class BulkApplication {}

  WriteSide writeSide() {
    return context.getBean(WriteSide.class);
  }

  JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  // --- orders

  /** An order of this customer, with these events after its payment. */
  OrderId order(String customer, OrderEvent... events) {
    var order = ListedOrder.of(customer, NOON, "sku Thing").paid();
    for (var event : events) {
      order = order.then(event);
    }
    context.getBean(OrderRecording.class).record(NOON, order);
    return order.id();
  }

  /** So many orders that need a person at {@code SHIPPING}. */
  List<OrderId> overdue(int count, String customer) {
    var orders =
        IntStream.range(0, count)
            .mapToObj(number -> ListedOrder.of(customer, NOON.plusSeconds(number), "sku Thing"))
            .map(
                order ->
                    order
                        .paid()
                        .then(raised(order.id(), Step.SHIPPING, null, "SHIPPING is overdue")))
            .toList();
    context.getBean(OrderRecording.class).record(NOON, orders.toArray(ListedOrder[]::new));
    return orders.stream().map(ListedOrder::id).toList();
  }

  OrderId record(ListedOrder order, OrderEvent... events) {
    var whole = order.then(events);
    context.getBean(OrderRecording.class).record(NOON, whole);
    return whole.id();
  }

  static OrderEvent raised(OrderId id, Step step, @Nullable String charge, String reason) {
    return new OrderEvent.AttentionRaised(
        id,
        Attempt.Kind.COMPENSATION,
        step,
        charge == null ? null : new ChargeId(charge),
        reason,
        1);
  }

  static ListedOrder unpaid(String customer) {
    return ListedOrder.of(customer, null, Money.of("10.00", "EUR"), NOON, "sku Thing");
  }

  /** All events of an order, as they are stored. */
  List<RecordedEvent> events(OrderId order) {
    return context
        .getBean(OrderHistory.class)
        .stored(
            order,
            recorded -> {
              var all = new ArrayList<RecordedEvent>();
              recorded.forEachRemaining(all::add);
              return List.copyOf(all);
            })
        .orElseThrow();
  }

  <E> List<E> events(OrderId order, Class<E> type) {
    return events(order).stream()
        .map(RecordedEvent::payload)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  BulkClient client() {
    return client;
  }

  @Override
  public void close() {
    context.close();
  }
}
