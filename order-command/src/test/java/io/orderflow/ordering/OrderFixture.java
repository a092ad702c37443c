package io.orderflow.ordering;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;

/**
 * Axon's own fixture around one order, with the cache on as it is in production, asked for what it
 * decided. Axon inspects the aggregate's annotations for each fixture, which costs far more than
 * the decision: the tests of a class share one, which forgets the order before. Not for several
 * threads.
 */
final class OrderFixture {

  private static final Cache CACHE = new WeakReferenceCache();
  private static final AggregateTestFixture<Order> AXON = inspected();

  private final List<OrderEvent> newEvents = new ArrayList<>();
  private List<OrderEvent> given = List.of();

  OrderFixture() {
    CACHE.removeAll();
  }

  private static AggregateTestFixture<Order> inspected() {
    var axon = new AggregateTestFixture<>(Order.class);
    axon.registerRepository(
        EventSourcingRepository.builder(Order.class)
            .eventStore(axon.getEventStore())
            .parameterResolverFactory(ClasspathParameterResolverFactory.forClass(Order.class))
            .cache(CACHE)
            .build());
    return axon;
  }

  OrderFixture given(List<OrderEvent> events) {
    given = events;
    return this;
  }

  OrderOutcome when(OrderCommand command) {
    var outcome = new OrderOutcome[1];
    AXON.given(List.copyOf(given))
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
