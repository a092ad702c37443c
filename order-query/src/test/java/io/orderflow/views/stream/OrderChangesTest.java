package io.orderflow.views.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderView;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.views.list.ListedOrder;
import io.orderflow.views.status.OrderStates;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderChangesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ListedOrder order = ListedOrder.of("alice", NOON, "SKU-1 Laptop").paid();

  @Test
  void an_event_is_not_left_out_because_the_event_store_is_away() {
    var changes =
        reading(
            () -> {
              throw new EventStoreException("away");
            });

    assertThatThrownBy(() -> changes.of(event(1))).isInstanceOf(EventStoreException.class);
  }

  @Test
  void an_event_is_not_left_out_because_the_store_has_not_shown_those_before_it() {
    var changes = reading(() -> DomainEventStream.of(event(0)));

    assertThatThrownBy(() -> changes.of(event(2))).hasMessageContaining("where event 1 was due");
  }

  @Test
  void an_order_with_an_event_that_cannot_be_read_is_left_out() {
    var changes = reading(() -> DomainEventStream.of(message(0, "no event")));

    assertThat(changes.of(event(1))).isEmpty();
  }

  @Test
  void an_order_that_is_not_known_is_read_from_the_store() {
    var changes = reading(() -> DomainEventStream.of(event(0), event(1)));

    assertThat(changes.of(event(2)).orElseThrow().after().version()).isEqualTo(2);
  }

  @Test
  void what_another_reader_has_folded_is_not_read_again() {
    var recent = new RecentChanges();
    var first = reading(recent, () -> DomainEventStream.of(event(0)));
    first.of(event(1));
    var second =
        reading(
            recent,
            () -> {
              throw new EventStoreException("away");
            });

    assertThat(second.of(event(1)).orElseThrow()).isSameAs(first.of(event(1)).orElseThrow());
    assertThat(reading(recent, () -> DomainEventStream.empty()).of(event(2)).orElseThrow().after())
        .extracting(OrderView::version)
        .isEqualTo(2L);
  }

  private DomainEventMessage<?> event(int sequence) {
    OrderEvent event = order.events().get(sequence);
    return message(sequence, event);
  }

  private DomainEventMessage<?> message(int sequence, Object payload) {
    return new GenericDomainEventMessage<>("Order", order.id().toString(), sequence, payload);
  }

  private static OrderChanges reading(Supplier<DomainEventStream> stored) {
    return reading(new RecentChanges(), stored);
  }

  private static OrderChanges reading(RecentChanges recent, Supplier<DomainEventStream> stored) {
    var store =
        (EventStore)
            Proxy.newProxyInstance(
                EventStore.class.getClassLoader(),
                new Class<?>[] {EventStore.class},
                (_, _, _) -> stored.get());
    var json = JsonMapping.applyTo(JsonMapper.builder()).build();
    return new OrderChanges(new OrderStates(store), json, recent);
  }
}
