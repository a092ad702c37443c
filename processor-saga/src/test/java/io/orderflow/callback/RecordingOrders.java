package io.orderflow.callback;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordPaymentDeclined;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDelivered;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.api.order.OrderOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;

/** Handles all reports on a real command bus, and fails or refuses on demand. */
public class RecordingOrders {

  private final List<OrderCommand> told = new CopyOnWriteArrayList<>();
  private final Map<OrderId, AtomicInteger> failures = new ConcurrentHashMap<>();
  private final Map<OrderId, AtomicInteger> notFound = new ConcurrentHashMap<>();
  private final Set<OrderId> unknown = ConcurrentHashMap.newKeySet();

  RecordingOrders(CommandBus commands) {
    List.of(
            RecordPaymentCaptured.class,
            RecordPaymentDeclined.class,
            RecordShipmentCancellationRefused.class,
            RecordShipmentCancelled.class,
            RecordShipmentDispatched.class,
            RecordShipmentDelivered.class,
            RecordShipmentRefused.class)
        .forEach(type -> commands.subscribe(type.getName(), this::handle));
  }

  private OrderOutcome handle(CommandMessage<?> message) {
    var command = (OrderCommand) message.getPayload();
    var left = failures.get(command.orderId());
    if (left != null && left.getAndDecrement() > 0) {
      throw new IllegalStateException("the event store is away");
    }
    told.add(command);
    var unseen = notFound.get(command.orderId());
    return unknown.contains(command.orderId()) || (unseen != null && unseen.getAndDecrement() > 0)
        ? new OrderOutcome.Refused(OrderOutcome.Code.ORDER_NOT_FOUND, "no such order", Set.of())
        : new OrderOutcome.Accepted(0);
  }

  void failFirst(OrderId orderId, int times) {
    failures.put(orderId, new AtomicInteger(times));
  }

  void doNotFindFirst(OrderId orderId, int times) {
    notFound.put(orderId, new AtomicInteger(times));
  }

  void doNotFind(OrderId orderId) {
    unknown.add(orderId);
  }

  public List<OrderCommand> told(OrderId orderId) {
    return told.stream().filter(command -> command.orderId().equals(orderId)).toList();
  }
}
