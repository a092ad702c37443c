package io.orderflow.ordering;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.AttentionRaised;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.jspecify.annotations.Nullable;

/**
 * The production {@link Order} behind Axon's own aggregate, over a list as its event store. It
 * stays in memory between commands, as it does in production's cache, until it is forgotten; then
 * its events rebuild it.
 */
public final class SimulatedOrder {

  private static final AggregateModel<Order> MODEL =
      AnnotatedAggregateMetaModelFactory.inspectAggregate(Order.class);

  private final List<DomainEventMessage<?>> stored = new ArrayList<>();
  private final List<OrderEvent> events = new ArrayList<>();
  private final Applied applied = new Applied();
  private final OrderState asSeen = new OrderState();
  private final Clock clock;
  private @Nullable EventSourcedAggregate<Order> cached;

  public SimulatedOrder(Clock clock) {
    this.clock = clock;
  }

  /**
   * Has the order handle a command and stores what it applied.
   *
   * @param beforeAppend runs when all is decided and nothing is stored; by throwing it prevents the
   *     append
   */
  public OrderOutcome handle(OrderCommand command, Runnable beforeAppend) {
    var aggregate = cached == null ? rebuilt() : cached;
    cached = null; // whatever fails below, what was not stored must not be remembered
    applied.messages.clear();
    var outcome = answer(aggregate, command);
    beforeAppend.run();
    append();
    cached = aggregate;
    return outcome;
  }

  /** The process has died, or the cache was too small. */
  public void forget() {
    cached = null;
  }

  /** The stored messages, the oldest first. */
  public List<? extends DomainEventMessage<?>> messages() {
    return Collections.unmodifiableList(stored);
  }

  /** What they say. */
  public List<OrderEvent> events() {
    return Collections.unmodifiableList(events);
  }

  /** What an operator finds on the order: the newest attentions that still stand. */
  public List<AttentionRaised> attentions() {
    return events.stream()
        .filter(AttentionRaised.class::isInstance)
        .map(AttentionRaised.class::cast)
        .filter(
            raised -> asSeen.isOpenAttention(raised.step(), raised.chargeId(), raised.version()))
        .toList();
  }

  public OrderStatus status() {
    return asSeen.status();
  }

  private static OrderOutcome answer(EventSourcedAggregate<Order> order, OrderCommand command) {
    try {
      return (OrderOutcome) order.handle(new GenericCommandMessage<>(command));
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException(command + " failed", failed);
    }
  }

  private EventSourcedAggregate<Order> rebuilt() {
    var aggregate =
        EventSourcedAggregate.initialize(
            new Order(), MODEL, applied, null, NoSnapshotTriggerDefinition.TRIGGER);
    if (!stored.isEmpty()) {
      aggregate.initializeState(DomainEventStream.of(stored));
    }
    return aggregate;
  }

  private void append() {
    for (EventMessage<?> message : applied.messages) {
      var event = (DomainEventMessage<?>) message;
      if (event.getSequenceNumber() != stored.size()) {
        throw new IllegalStateException(
            "event " + event.getSequenceNumber() + " after " + stored.size() + " others");
      }
      stored.add(stamped(event));
      events.add((OrderEvent) event.getPayload());
      asSeen.evolve((OrderEvent) event.getPayload());
    }
  }

  /** With the time of this world instead of that of the machine it runs on. */
  private DomainEventMessage<?> stamped(DomainEventMessage<?> event) {
    var now = clock.instant();
    return new GenericDomainEventMessage<>(
        event.getType(),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        event,
        () -> now);
  }

  /** Collects what the aggregate applies while it handles one command. */
  private static final class Applied implements EventBus {

    private final List<EventMessage<?>> messages = new ArrayList<>();

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
      messages.addAll(events);
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> processor) {
      throw new UnsupportedOperationException("the simulation reads the stored events");
    }

    @Override
    public Registration registerDispatchInterceptor(
        MessageDispatchInterceptor<? super EventMessage<?>> interceptor) {
      throw new UnsupportedOperationException("the simulation intercepts nothing");
    }
  }
}
