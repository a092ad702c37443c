package io.orderflow.views.timeline;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.views.timeline.TimelineEntry.ActorKind;
import org.jspecify.annotations.Nullable;

/**
 * What an event itself says of a fact.
 *
 * @param actor as a rule; an operator may have done by hand what partners do
 */
record FactDetails(
    ActorKind actor,
    @Nullable Step step,
    @Nullable Integer attempt,
    @Nullable ChargeId chargeId,
    @Nullable Money amount,
    @Nullable String note) {

  static FactDetails of(OrderEvent event) {
    return switch (event) {
      case OrderEvent.OrderCreated e -> by(ActorKind.CUSTOMER).with(null, e.total());
      case OrderEvent.LabelsChanged e -> by(ActorKind.valueOf(e.actor().name()));
      case OrderEvent.StockReserved _, OrderEvent.StockRefused _, OrderEvent.StockReleased _ ->
          by(ActorKind.SYSTEM).at(Step.STOCK);
      case OrderEvent.PaymentCaptured e -> partner(Step.PAYMENT).with(e.chargeId(), e.amount());
      case OrderEvent.PaymentNotRequired _ -> by(ActorKind.SYSTEM).at(Step.PAYMENT);
      case OrderEvent.PaymentDeclined _, OrderEvent.PaymentVoided _ -> partner(Step.PAYMENT);
      case OrderEvent.UnexpectedPaymentCaptured e ->
          partner(Step.PAYMENT).with(e.chargeId(), e.amount());
      case OrderEvent.PaymentRefunded e -> partner(Step.PAYMENT).with(e.chargeId(), null);
      case OrderEvent.ProcessingCompleted _,
          OrderEvent.ProcessingRefused _,
          OrderEvent.ProcessingCancelled _ ->
          partner(Step.PROCESSING);
      case OrderEvent.ShipmentDispatched _,
          OrderEvent.ShipmentRefused _,
          OrderEvent.ShipmentCancelled _,
          OrderEvent.UnexpectedShipmentDispatched _,
          OrderEvent.CancellationOverruled _ ->
          partner(Step.SHIPPING);
      case OrderEvent.ShipmentDelivered _ -> partner(Step.DELIVERY);
      case OrderEvent.StepAttemptFailed e -> tried(e.attempt());
      case OrderEvent.CancellationStarted e -> by(ActorKind.valueOf(e.actor().name())).at(e.step());
      case OrderEvent.CompensationRefused e -> partner(e.step()).with(e.chargeId(), null);
      case OrderEvent.OrderCancelled _ -> by(ActorKind.SYSTEM);
      case OrderEvent.AttentionRaised e ->
          by(ActorKind.SYSTEM).at(e.step()).with(e.chargeId(), null);
      case OrderEvent.StepRetryRequested e -> answered(e.step(), e.chargeId(), e.note());
      case OrderEvent.StepResolved e -> answered(e.step(), e.chargeId(), e.note());
    };
  }

  private static FactDetails tried(Attempt attempt) {
    return new FactDetails(
        ActorKind.SYSTEM, attempt.step(), attempt.number(), attempt.chargeId(), null, null);
  }

  private static FactDetails answered(Step step, @Nullable ChargeId chargeId, String note) {
    return new FactDetails(ActorKind.OPERATOR, step, null, chargeId, null, note);
  }

  private static FactDetails partner(Step step) {
    return by(ActorKind.PARTNER).at(step);
  }

  private static FactDetails by(ActorKind actor) {
    return new FactDetails(actor, null, null, null, null, null);
  }

  private FactDetails at(Step step) {
    return new FactDetails(actor, step, attempt, chargeId, amount, note);
  }

  private FactDetails with(@Nullable ChargeId chargeId, @Nullable Money amount) {
    return new FactDetails(actor, step, attempt, chargeId, amount, note);
  }
}
