package io.orderflow.unexpectedpayment;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** Orders that make an event of every report, as the write side does where it is news. */
class EchoingOrders {

  private final EventStore events;
  private final Map<OrderId, AtomicLong> sequences = new ConcurrentHashMap<>();
  private final List<OrderCommand> told = new CopyOnWriteArrayList<>();

  EchoingOrders(CommandBus commands, EventStore events) {
    this.events = events;
    for (Class<?> command : OrderCommand.class.getPermittedSubclasses()) {
      commands.subscribe(command.getName(), this::handle);
    }
  }

  void publish(List<? extends OrderEvent> facts) {
    events.publish(facts.stream().<EventMessage<?>>map(this::message).toList());
  }

  List<OrderCommand> told(OrderId order) {
    return told.stream().filter(command -> command.orderId().equals(order)).toList();
  }

  private OrderOutcome handle(CommandMessage<?> message) {
    var command = (OrderCommand) message.getPayload();
    told.add(command);
    var fact = factOf(command);
    if (fact != null) {
      publish(List.of(fact));
    }
    return new OrderOutcome.Accepted(0);
  }

  private static @Nullable OrderEvent factOf(OrderCommand command) {
    return switch (command) {
      case OrderCommand.RecordPaymentRefunded c ->
          new OrderEvent.PaymentRefunded(c.orderId(), c.chargeId());
      case OrderCommand.RecordStepAttemptFailed c ->
          new OrderEvent.StepAttemptFailed(c.orderId(), c.attempt(), c.error(), c.nextAttemptAt());
      case OrderCommand.RecordCompensationRefused c ->
          new OrderEvent.CompensationRefused(
              c.orderId(), c.step(), c.requestNo(), c.chargeId(), c.detail());
      case OrderCommand.RaiseAttention c ->
          new OrderEvent.AttentionRaised(
              c.orderId(), c.kind(), c.step(), c.chargeId(), c.reason(), 1);
      default -> null;
    };
  }

  private EventMessage<?> message(OrderEvent fact) {
    long sequence =
        sequences.computeIfAbsent(fact.orderId(), _ -> new AtomicLong()).getAndIncrement();
    return new GenericDomainEventMessage<>("Order", fact.orderId().toString(), sequence, fact);
  }
}
