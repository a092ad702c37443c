package io.orderflow.fulfillment;

import static io.orderflow.api.Step.DELIVERY;
import static io.orderflow.api.Step.PAYMENT;
import static io.orderflow.api.Step.PROCESSING;
import static io.orderflow.api.Step.SHIPPING;
import static io.orderflow.api.Step.STOCK;

import io.orderflow.api.ChargeId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.fulfillment.FulfillmentSignal.*;
import org.jspecify.annotations.Nullable;

/** Translates the events of an order into signals. Unexpected charges are not its concern. */
final class FulfillmentSignals {

  private FulfillmentSignals() {}

  /** Null if the event means nothing to the fulfillment. */
  static @Nullable FulfillmentSignal of(OrderEvent event, OrderFacts order) {
    return switch (event) {
      case StockReserved _ -> new Succeeded(STOCK);
      case PaymentCaptured _, PaymentNotRequired _ -> new Succeeded(PAYMENT);
      case ProcessingCompleted _ -> new Succeeded(PROCESSING);
      case ShipmentDispatched _ -> new Succeeded(SHIPPING);
      case ShipmentDelivered _ -> new Succeeded(DELIVERY);

      case CancellationStarted e -> new Reversed(e.step());
      case ShipmentCancelled _ -> new Compensated(SHIPPING);
      case ProcessingCancelled _ -> new Compensated(PROCESSING);
      case PaymentVoided _ -> new Compensated(PAYMENT);
      case PaymentRefunded e when e.chargeId().equals(order.charge()) -> new Compensated(PAYMENT);
      case StockReleased _ -> new Compensated(STOCK);
      case CancellationOverruled _ -> new Overruled();
      case OrderCancelled _ -> new Ended();

      case StepAttemptFailed e when isOwn(e.attempt().chargeId(), order) ->
          new AttemptFailed(e.attempt(), e.nextAttemptAt());
      case CompensationRefused e when isOwn(e.chargeId(), order) ->
          new UndoRefused(e.step(), e.requestNo());
      case AttentionRaised e when e.chargeId() == null -> new OperatorAlerted(e.step());
      case StepRetryRequested e when e.chargeId() == null -> new OperatorRetried(e.step());
      case StepResolved e when e.chargeId() == null -> resolved(e);

      // The order answers a refusal with CancellationStarted; only that counts.
      case StockRefused _, PaymentDeclined _, ProcessingRefused _, ShipmentRefused _ -> null;
      case OrderCreated _, LabelsChanged _ -> null;
      case UnexpectedPaymentCaptured _, UnexpectedShipmentDispatched _ -> null;
      case PaymentRefunded _, StepAttemptFailed _, CompensationRefused _ -> null;
      case AttentionRaised _, StepRetryRequested _, StepResolved _ -> null;
    };
  }

  /** A shipment is resolved in one of two ways; each is ignored in the other direction. */
  private static FulfillmentSignal resolved(StepResolved event) {
    if (event.resolution() == null) {
      return new OperatorResolved(event.step());
    }
    return switch (event.resolution()) {
      case SHIPPED -> new Succeeded(SHIPPING);
      case NOT_SHIPPED -> new Compensated(SHIPPING);
    };
  }

  private static boolean isOwn(@Nullable ChargeId chargeId, OrderFacts order) {
    return chargeId == null || chargeId.equals(order.charge());
  }
}
