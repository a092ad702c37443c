package io.orderflow.integration.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderLine;
import io.orderflow.integration.event.PublicEventData.Amount;
import io.orderflow.integration.event.PublicEventData.Attention;
import io.orderflow.integration.event.PublicEventData.Cancellation;
import io.orderflow.integration.event.PublicEventData.Item;
import io.orderflow.integration.event.PublicEventData.OrderState;
import io.orderflow.integration.event.PublicEventData.Payment;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes public events of an order's events: one or none of each, always the same, so that the
 * identifier of the stored event is that of the public one.
 */
public final class PublicEvents {

  private final URI source;

  /**
   * @param source of all events: which orderflow it is
   */
  public PublicEvents(URI source) {
    this.source = source;
  }

  /** The {@code source} of all events. */
  public URI source() {
    return source;
  }

  /** The types of all public events, as consumers see them. */
  public static List<String> types() {
    return Arrays.stream(PublicEventType.values()).map(PublicEventType::type).toList();
  }

  /**
   * The public event of one event.
   *
   * @param eventId of the stored event
   * @param before the order before it; null before its first event
   * @param after the order after it
   */
  public Optional<CloudEvent> of(
      OrderEvent event,
      String eventId,
      Instant at,
      @Nullable PublishedOrder before,
      PublishedOrder after) {
    return (before != null && before.status() == after.status()
            ? withoutChange(event, before, after)
            : Optional.of(change(event, after)))
        .map(told -> cloudEvent(told, eventId, at));
  }

  private CloudEvent cloudEvent(Told told, String eventId, Instant at) {
    return CloudEventBuilder.v1()
        .withId(eventId)
        .withSource(source)
        .withType(told.type().type())
        .withSubject(told.data().order().id())
        .withTime(at.atOffset(ZoneOffset.UTC))
        .withDataContentType(PublicEventJson.DATA_TYPE)
        .withDataSchema(told.type().dataSchema())
        .withData(PublicEventJson.write(told.data()))
        .build();
  }

  /** A status has one event, whatever led to it. */
  private static Told change(OrderEvent event, PublishedOrder order) {
    var state = state(order);
    return switch (order.status()) {
      case CREATED -> new Told(PublicEventType.ORDER_CREATED, created(state, order.created()));
      case AWAITING_PAYMENT -> told(PublicEventType.ORDER_RESERVED, state);
      case PROCESSING ->
          new Told(PublicEventType.ORDER_PAID, new PublicEventData.Paid(state, payment(order)));
      case READY_TO_SHIP -> told(PublicEventType.ORDER_READY_TO_SHIP, state);
      case SHIPPED ->
          new Told(
              PublicEventType.ORDER_SHIPPED,
              new PublicEventData.Shipped(
                  state,
                  event instanceof OrderEvent.ShipmentDispatched e ? e.trackingNumber() : null));
      case COMPLETED -> told(PublicEventType.ORDER_COMPLETED, state);
      case CANCELLING -> new Told(PublicEventType.ORDER_CANCELLING, cancelled(state, order));
      case CANCELLED -> new Told(PublicEventType.ORDER_CANCELLED, cancelled(state, order));
    };
  }

  private static Told told(PublicEventType type, OrderState state) {
    return new Told(type, new PublicEventData.StatusChanged(state));
  }

  private static Optional<Told> withoutChange(
      OrderEvent event, PublishedOrder before, PublishedOrder order) {
    var state = state(order);
    return switch (event) {
      case OrderEvent.LabelsChanged _ ->
          Optional.of(
              new Told(
                  PublicEventType.ORDER_LABELS_CHANGED,
                  new PublicEventData.LabelsChanged(state, order.labels().values())));
      // A reminder of an attention has its version.
      case OrderEvent.AttentionRaised e when e.version() > before.attention() ->
          Optional.of(new Told(PublicEventType.ORDER_ATTENTION, attention(state, e)));
      case OrderEvent.PaymentDeclined _ ->
          Optional.of(
              new Told(PublicEventType.PAYMENT_DECLINED, new PublicEventData.Declined(state)));
      case OrderEvent.UnexpectedPaymentCaptured e ->
          Optional.of(
              new Told(
                  PublicEventType.PAYMENT_UNEXPECTED,
                  new PublicEventData.UnexpectedCharge(
                      state, payment(e.chargeId(), e.amount()), e.because().name())));
      case OrderEvent.PaymentRefunded e ->
          Optional.of(new Told(PublicEventType.PAYMENT_REFUNDED, refunded(state, order, e)));
      // How orderflow gets there is its own matter.
      case OrderEvent.AttentionRaised _,
          OrderEvent.OrderCreated _,
          OrderEvent.StockReserved _,
          OrderEvent.StockRefused _,
          OrderEvent.PaymentCaptured _,
          OrderEvent.PaymentNotRequired _,
          OrderEvent.ProcessingCompleted _,
          OrderEvent.ProcessingRefused _,
          OrderEvent.ShipmentDispatched _,
          OrderEvent.ShipmentRefused _,
          OrderEvent.ShipmentDelivered _,
          OrderEvent.StepAttemptFailed _,
          OrderEvent.CancellationStarted _,
          OrderEvent.CancellationOverruled _,
          OrderEvent.UnexpectedShipmentDispatched _,
          OrderEvent.PaymentVoided _,
          OrderEvent.ProcessingCancelled _,
          OrderEvent.StockReleased _,
          OrderEvent.ShipmentCancelled _,
          OrderEvent.CompensationRefused _,
          OrderEvent.OrderCancelled _,
          OrderEvent.StepRetryRequested _,
          OrderEvent.StepResolved _ ->
          Optional.empty();
    };
  }

  private static PublicEventData created(OrderState state, OrderEvent.OrderCreated event) {
    return new PublicEventData.Created(
        state,
        event.placedAt(),
        amount(event.total()),
        event.lines().stream().map(PublicEvents::item).toList(),
        event.labels().values());
  }

  private static PublicEventData cancelled(OrderState state, PublishedOrder order) {
    var cancellation = order.requireCancellation();
    return new PublicEventData.Cancelled(
        state, new Cancellation(cancellation.reason().name(), cancellation.by().name()));
  }

  private static PublicEventData attention(OrderState state, OrderEvent.AttentionRaised event) {
    var charge = event.chargeId();
    return new PublicEventData.AttentionNeeded(
        state,
        new Attention(
            event.version(),
            event.step().name(),
            event.kind() == Attempt.Kind.COMPENSATION,
            event.reason(),
            charge == null ? null : charge.value()));
  }

  private static PublicEventData refunded(
      OrderState state, PublishedOrder order, OrderEvent.PaymentRefunded event) {
    var charge = event.chargeId();
    return new PublicEventData.Refunded(
        state, payment(charge, order.amountOf(charge)), charge.equals(order.payment()));
  }

  private static @Nullable Payment payment(PublishedOrder order) {
    var charge = order.payment();
    return charge == null ? null : payment(charge, order.amountOf(charge));
  }

  private static Payment payment(ChargeId charge, Money amount) {
    return new Payment(charge.value(), amount(amount));
  }

  private static Item item(OrderLine line) {
    return new Item(
        line.sku().value(), line.name(), line.quantity().value(), amount(line.unitPrice()));
  }

  private static Amount amount(Money money) {
    return new Amount(money.amount().toPlainString(), money.currency().getCurrencyCode());
  }

  private static OrderState state(PublishedOrder order) {
    var created = order.created();
    return new OrderState(
        created.orderId().toString(),
        order.version(),
        order.status().name(),
        created.customerId().value(),
        created.number() == null ? null : created.number().value(),
        created.reference() == null ? null : created.reference().value());
  }

  private record Told(PublicEventType type, PublicEventData data) {}
}
