package io.orderflow.integration.notification;

import static io.orderflow.engine.serialization.SampleMessages.CARD;
import static io.orderflow.engine.serialization.SampleMessages.CHARGE;
import static io.orderflow.engine.serialization.SampleMessages.LABELS;
import static io.orderflow.engine.serialization.SampleMessages.LINES;
import static io.orderflow.engine.serialization.SampleMessages.NUMBER;
import static io.orderflow.engine.serialization.SampleMessages.REFERENCE;
import static io.orderflow.engine.serialization.SampleMessages.TOTAL;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.UnexpectedBecause;
import io.orderflow.integration.event.EventHistory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Whole lives of orders, as public events. */
final class NotificationHistories {

  static final ChargeId SECOND_CHARGE = new ChargeId("ch_second");

  private NotificationHistories() {}

  static List<CloudEvent> delivered(OrderId order, String customer) {
    return of(
        created(order, customer),
        new OrderEvent.StockReserved(order),
        new OrderEvent.PaymentCaptured(order, CHARGE, TOTAL),
        new OrderEvent.ProcessingCompleted(order),
        new OrderEvent.ShipmentDispatched(order, "trk_1"),
        new OrderEvent.ShipmentDelivered(order));
  }

  static List<CloudEvent> declined(OrderId order) {
    return of(
        created(order, "alice"),
        new OrderEvent.StockReserved(order),
        new OrderEvent.PaymentDeclined(order, "CARD_DECLINED: no"),
        new OrderEvent.CancellationStarted(
            order, CancellationReason.PAYMENT_DECLINED, Step.PAYMENT, Actor.SYSTEM, "declined"),
        new OrderEvent.StockReleased(order),
        new OrderEvent.OrderCancelled(order));
  }

  /** Its payment and a second charge go back. */
  static List<CloudEvent> cancelled(OrderId order) {
    return of(
        created(order, "alice"),
        new OrderEvent.StockReserved(order),
        new OrderEvent.PaymentCaptured(order, CHARGE, TOTAL),
        new OrderEvent.UnexpectedPaymentCaptured(
            order, SECOND_CHARGE, Money.of("5.00", "EUR"), UnexpectedBecause.SECOND_CHARGE),
        new OrderEvent.PaymentRefunded(order, SECOND_CHARGE),
        new OrderEvent.CancellationStarted(
            order, CancellationReason.CUSTOMER, Step.PROCESSING, Actor.CUSTOMER, "no"),
        new OrderEvent.PaymentRefunded(order, CHARGE),
        new OrderEvent.StockReleased(order),
        new OrderEvent.OrderCancelled(order));
  }

  /** The event by which a new order of this customer is told of. */
  static CloudEvent created(String customer) {
    return delivered(new OrderId(UUID.randomUUID()), customer).getFirst();
  }

  private static OrderEvent created(OrderId order, String customer) {
    return new OrderEvent.OrderCreated(
        order,
        new CustomerId(customer),
        LINES,
        TOTAL,
        CARD,
        REFERENCE,
        NUMBER,
        LABELS,
        "5f3c9a",
        Instant.parse("2026-03-01T10:15:30Z"));
  }

  /** Under identifiers that no other order has. */
  private static List<CloudEvent> of(OrderEvent... events) {
    return EventHistory.of(List.of(events)).published().stream()
        .<CloudEvent>map(
            event ->
                CloudEventBuilder.v1(event)
                    .withId(event.getSubject() + "-" + event.getId())
                    .build())
        .toList();
  }
}
