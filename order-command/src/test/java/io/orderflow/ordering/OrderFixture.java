package io.orderflow.ordering;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;

/**
 * Axon's own fixture around one order, with the cache on as it is in production, asked for what it
 * decided.
 */
final class OrderFixture {

  private final AggregateTestFixture<Order> axon = new AggregateTestFixture<>(Order.class);
  private final List<OrderEvent> newEvents = new ArrayList<>();
  private List<OrderEvent> given = List.of();

  OrderFixture() {
    axon.registerRepository(
        EventSourcingRepository.builder(Order.class)
            .eventStore(axon.getEventStore())
            .parameterResolverFactory(ClasspathParameterResolverFactory.forClass(Order.class))
            .cache(new WeakReferenceCache())
            .build());
  }

  OrderFixture given(List<OrderEvent> events) {
    given = events;
    return this;
  }

  OrderOutcome when(OrderCommand command) {
    var outcome = new OrderOutcome[1];
    axon.given(List.copyOf(given))
        .when(command)
        .expectSuccessfulHandlerExecution()
        .expectResultMessageMatching(
            Matchers.predicate(
                message -> {
                  outcome[0] = (OrderOutcome) message.getPayload();
                  return true;
                }))
        .expectEventsMatching(
            Matchers.<List<EventMessage<?>>>predicate(
                events -> {
                  events.forEach(event -> newEvents.add((OrderEvent) event.getPayload()));
                  return true;
                }));
    return outcome[0];
  }

  List<OrderEvent> newEvents() {
    return List.copyOf(newEvents);
  }
}
