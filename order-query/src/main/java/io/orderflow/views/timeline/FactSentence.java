package io.orderflow.views.timeline;

import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.ShipmentResolution;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what happened. The sentences are for people and may be reworded. */
final class FactSentence {

  private FactSentence() {}

  static String of(OrderEvent event) {
    return switch (event) {
      case OrderEvent.OrderCreated e -> "The order was placed for " + e.total() + ".";
      case OrderEvent.LabelsChanged e -> labels(e);
      case OrderEvent.StockReserved _ -> "The stock was reserved.";
      case OrderEvent.StockRefused e -> because("The stock could not be reserved", e.detail());
      case OrderEvent.PaymentCaptured e -> e.amount() + " was charged.";
      case OrderEvent.PaymentNotRequired _ -> "The order costs nothing, so nothing is charged.";
      case OrderEvent.PaymentDeclined e -> because("The payment was declined", e.detail());
      case OrderEvent.UnexpectedPaymentCaptured e -> unexpected(e);
      case OrderEvent.ProcessingCompleted _ -> "The order was processed.";
      case OrderEvent.ProcessingRefused e -> because("Processing was refused", e.detail());
      case OrderEvent.ShipmentDispatched e ->
          "The parcel was dispatched under the tracking number " + e.trackingNumber() + ".";
      case OrderEvent.ShipmentRefused e -> because("The carrier refused the parcel", e.detail());
      case OrderEvent.ShipmentDelivered _ -> "The parcel was delivered; the order is complete.";
      case OrderEvent.StepAttemptFailed e -> failed(e);
      case OrderEvent.CancellationStarted e -> cancelling(e);
      case OrderEvent.CancellationOverruled _ ->
          "The parcel is on its way and cannot be recalled: the order is not cancelled.";
      case OrderEvent.UnexpectedShipmentDispatched _ ->
          "A dispatch was reported although the carrier had confirmed that nothing ships.";
      case OrderEvent.PaymentRefunded e -> "The charge " + e.chargeId() + " was refunded.";
      case OrderEvent.PaymentVoided _ ->
          "The payment was voided: nothing was charged, and nothing will be.";
      case OrderEvent.ProcessingCancelled _ -> "Processing was cancelled.";
      case OrderEvent.StockReleased _ -> "The stock was released.";
      case OrderEvent.ShipmentCancelled _ -> "The shipment was cancelled: nothing ships.";
      case OrderEvent.CompensationRefused e ->
          because("The undo of " + name(e.step()) + " was refused", e.detail());
      case OrderEvent.OrderCancelled _ -> "Everything is undone; the order is cancelled.";
      case OrderEvent.AttentionRaised e -> because("An operator is needed", e.reason());
      case OrderEvent.StepRetryRequested e ->
          "An operator requested another attempt of " + name(e.step()) + ".";
      case OrderEvent.StepResolved e -> resolved(e);
    };
  }

  private static String labels(OrderEvent.LabelsChanged event) {
    var changes = new ArrayList<String>();
    event.set().values().forEach((key, value) -> changes.add(key + " is now " + value));
    event.removed().forEach(key -> changes.add(key + " is gone"));
    return "Labels were changed: " + String.join(", ", changes) + ".";
  }

  private static String unexpected(OrderEvent.UnexpectedPaymentCaptured event) {
    String why =
        switch (event.because()) {
          case NOT_AWAITED -> "although no payment was awaited";
          case SECOND_CHARGE -> "although the order was paid already";
          case WRONG_AMOUNT -> "which is not what the order costs";
          case FOREIGN_KEY -> "under a key that this order never used";
        };
    return event.amount() + " was charged " + why + "; it goes back.";
  }

  private static String failed(OrderEvent.StepAttemptFailed event) {
    var attempt = event.attempt();
    String undo = attempt.kind() == Attempt.Kind.COMPENSATION ? "to undo " : "of ";
    String what = attempt.chargeId() == null ? name(attempt.step()) : "a charge";
    return because("Attempt " + attempt.number() + " " + undo + what + " failed", event.error());
  }

  private static String cancelling(OrderEvent.CancellationStarted event) {
    String by = event.actor() == Actor.SYSTEM ? "" : words(event.reason(), event.actor());
    String why = event.actor() == Actor.SYSTEM ? reason(event.reason()) : event.detail();
    return because("The cancellation began" + by, why);
  }

  private static String words(CancellationReason reason, Actor actor) {
    return actor == Actor.OPERATOR || reason == CancellationReason.OPERATOR
        ? " on an operator's request"
        : " on the customer's request";
  }

  private static String reason(CancellationReason reason) {
    return switch (reason) {
      case CUSTOMER -> "the customer asked for it";
      case OPERATOR -> "an operator asked for it";
      case OUT_OF_STOCK -> "the stock does not suffice";
      case STOCK_UNAVAILABLE -> "the catalog did not answer in time";
      case PAYMENT_DECLINED -> "the payment was declined";
      case PAYMENT_TIMED_OUT -> "the payment was not confirmed in time";
      case PROCESSING_REFUSED -> "processing was refused";
      case PROCESSING_TIMED_OUT -> "processing was not confirmed in time";
      case SHIPPING_REFUSED -> "the carrier refused the parcel";
      case SHIPPING_TIMED_OUT -> "the dispatch was not confirmed in time";
    };
  }

  private static String resolved(OrderEvent.StepResolved event) {
    if (event.chargeId() != null) {
      return "An operator settled the charge " + event.chargeId() + " by other means.";
    }
    return switch (event.resolution()) {
      case ShipmentResolution.SHIPPED -> "An operator found that the parcel was shipped.";
      case ShipmentResolution.NOT_SHIPPED -> "An operator found that the parcel was not shipped.";
      case null -> "An operator settled " + name(event.step()) + " by other means.";
    };
  }

  private static String name(Step step) {
    return switch (step) {
      case STOCK -> "the reservation";
      case PAYMENT -> "the payment";
      case PROCESSING -> "processing";
      case SHIPPING -> "shipping";
      case DELIVERY -> "the delivery";
    };
  }

  private static String because(String fact, @Nullable String detail) {
    return detail == null || detail.isBlank() ? fact + "." : fact + ": " + detail;
  }
}
