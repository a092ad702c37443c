package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Reference;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.api.order.UnexpectedBecause;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events of one order, with whatever a test does not care about filled in. */
record OrderEvents(OrderId id) {

  static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");
  static final ChargeId CHARGE = new ChargeId("ch_1");
  static final ChargeId OTHER_CHARGE = new ChargeId("ch_2");
  static final OrderNumber NUMBER = new OrderNumber("2026-000007");
  static final Labels LABELS = new Labels(Map.of("channel", "web", "gift", "yes"));
  static final Money TOTAL = Money.of("1225.00", "EUR");

  /** Times in the event store are to the millisecond. */
  static final Instant PLACED_AT = START.truncatedTo(ChronoUnit.MILLIS);

  /** When the event with this number happened; nothing in a test asks the clock. */
  static Instant at(long sequence) {
    return START.plusSeconds(sequence);
  }

  OrderEvent created() {
    return created(NUMBER, LABELS);
  }

  /** As it was placed before there were numbers and labels. */
  OrderEvent createdBefore() {
    return created(null, Labels.NONE);
  }

  private OrderEvent created(@Nullable OrderNumber number, Labels labels) {
    return new OrderEvent.OrderCreated(
        id,
        new CustomerId("c-42"),
        List.of(
            new OrderLine(new Sku("laptop"), "Laptop", new Quantity(1), Money.of("1200.00", "EUR")),
            new OrderLine(new Sku("mouse"), "Mouse", new Quantity(1), Money.of("25.00", "EUR"))),
        TOTAL,
        new PaymentMethod("pm_card_ok"),
        new Reference("PO-7"),
        number,
        labels,
        "fingerprint",
        PLACED_AT);
  }

  OrderEvent labelled() {
    return new OrderEvent.LabelsChanged(
        id, new Labels(Map.of("channel", "shop", "vip", "yes")), List.of("gift"), Actor.CUSTOMER);
  }

  OrderEvent reserved() {
    return new OrderEvent.StockReserved(id);
  }

  OrderEvent captured() {
    return new OrderEvent.PaymentCaptured(id, CHARGE, TOTAL);
  }

  OrderEvent notRequired() {
    return new OrderEvent.PaymentNotRequired(id);
  }

  OrderEvent surplus(ChargeId charge) {
    return new OrderEvent.UnexpectedPaymentCaptured(
        id, charge, TOTAL, UnexpectedBecause.SECOND_CHARGE);
  }

  OrderEvent processed() {
    return new OrderEvent.ProcessingCompleted(id);
  }

  OrderEvent dispatched() {
    return new OrderEvent.ShipmentDispatched(id, "track-1");
  }

  OrderEvent delivered() {
    return new OrderEvent.ShipmentDelivered(id);
  }

  OrderEvent cancelling(CancellationReason reason, Step step) {
    return new OrderEvent.CancellationStarted(id, reason, step, Actor.SYSTEM, "no");
  }

  OrderEvent refunded(ChargeId charge) {
    return new OrderEvent.PaymentRefunded(id, charge);
  }

  OrderEvent released() {
    return new OrderEvent.StockReleased(id);
  }

  OrderEvent cancelled() {
    return new OrderEvent.OrderCancelled(id);
  }

  OrderEvent failed(Attempt.Kind kind, Step step, int number) {
    return new OrderEvent.StepAttemptFailed(
        id, new Attempt(kind, step, null, 1, number), "503", START.plusSeconds(1000));
  }

  OrderEvent attention(Attempt.Kind kind, Step step, int version) {
    return new OrderEvent.AttentionRaised(id, kind, step, null, "overdue", version);
  }

  OrderEvent refundAttention(ChargeId charge, int version) {
    return new OrderEvent.AttentionRaised(
        id, Attempt.Kind.COMPENSATION, Step.PAYMENT, charge, "refund refused", version);
  }

  OrderEvent retry(Step step, int version) {
    return new OrderEvent.StepRetryRequested(id, step, null, version, "again");
  }

  OrderEvent resolved(Step step) {
    return new OrderEvent.StepResolved(id, step, null, 1, null, "by hand");
  }

  OrderEvent resolved(ShipmentResolution how) {
    return new OrderEvent.StepResolved(id, Step.SHIPPING, null, 1, how, "asked the carrier");
  }

  /** Up to and including the success of a step. */
  List<OrderEvent> until(Step step) {
    return switch (step) {
      case STOCK -> List.of(created(), reserved());
      case PAYMENT -> then(until(Step.STOCK), captured());
      case PROCESSING -> then(until(Step.PAYMENT), processed());
      case SHIPPING -> then(until(Step.PROCESSING), dispatched());
      case DELIVERY -> then(until(Step.SHIPPING), delivered());
    };
  }

  static List<OrderEvent> then(List<OrderEvent> before, OrderEvent... next) {
    return Stream.concat(before.stream(), Stream.of(next)).toList();
  }

  /** At least one of every type, and of every variant that readers are shown differently. */
  List<OrderEvent> everyKind() {
    return Stream.of(forward(), back(), byHand()).flatMap(List::stream).toList();
  }

  private List<OrderEvent> forward() {
    return List.of(
        created(),
        labelled(),
        reserved(),
        new OrderEvent.StockRefused(id, "sold out"),
        captured(),
        notRequired(),
        new OrderEvent.PaymentDeclined(id, "card expired"),
        surplus(CHARGE),
        surplus(OTHER_CHARGE),
        processed(),
        new OrderEvent.ProcessingRefused(id, "broken"),
        dispatched(),
        new OrderEvent.ShipmentRefused(id, "no such place"),
        delivered(),
        failed(Attempt.Kind.REQUEST, Step.PAYMENT, 2));
  }

  private List<OrderEvent> back() {
    return List.of(
        failed(Attempt.Kind.COMPENSATION, Step.PAYMENT, 2),
        cancelling(CancellationReason.CUSTOMER, Step.PROCESSING),
        cancelling(CancellationReason.PAYMENT_TIMED_OUT, Step.PAYMENT),
        new OrderEvent.CancellationOverruled(id),
        new OrderEvent.UnexpectedShipmentDispatched(id, null),
        refunded(CHARGE),
        refunded(OTHER_CHARGE),
        new OrderEvent.PaymentVoided(id),
        new OrderEvent.ProcessingCancelled(id),
        released(),
        new OrderEvent.ShipmentCancelled(id),
        new OrderEvent.CompensationRefused(id, Step.PAYMENT, 1, CHARGE, "account closed"),
        new OrderEvent.CompensationRefused(id, Step.PAYMENT, 1, OTHER_CHARGE, "account closed"),
        cancelled());
  }

  private List<OrderEvent> byHand() {
    return Stream.of(
            Stream.of(Step.values()).map(step -> attention(Attempt.Kind.REQUEST, step, 1)),
            Stream.of(Step.values()).map(step -> attention(Attempt.Kind.COMPENSATION, step, 2)),
            Stream.of(Step.values()).map(step -> retry(step, 1)),
            Stream.of(Step.values()).map(this::resolved),
            Stream.of(ShipmentResolution.values()).map(this::resolved),
            Stream.of(
                refundAttention(OTHER_CHARGE, 3),
                new OrderEvent.StepRetryRequested(id, Step.PAYMENT, OTHER_CHARGE, 3, "again"),
                new OrderEvent.StepResolved(id, Step.PAYMENT, OTHER_CHARGE, 3, null, "by hand")))
        .flatMap(stream -> stream)
        .toList();
  }
}
