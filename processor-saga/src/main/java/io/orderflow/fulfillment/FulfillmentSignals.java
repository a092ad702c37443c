package io.orderflow.fulfillment;

import static io.orderflow.api.Step.DELIVERY;
import static io.orderflow.api.Step.PAYMENT;
import static io.orderflow.api.Step.PROCESSING;
import static io.orderflow.api.Step.SHIPPING;
import static io.orderflow.api.Step.STOCK;

import io.orderflow.api.ChargeId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each fact of an order means to its fulfilment. Facts about foreign charges mean nothing to
 * it.
 */
final class FulfillmentSignals {

  private FulfillmentSignals() {}

  static Optional<FulfillmentSignal> of(OrderEvent event, OrderFacts order) {
    return Optional.ofNullable(read(event, order));
  }

  private static @Nullable FulfillmentSignal read(OrderEvent event, OrderFacts order) {
    return switch (event) {
      case StockReserved _ -> new FulfillmentSignal.Succeeded(STOCK);
      case PaymentCaptured _, PaymentNotRequired _ -> new FulfillmentSignal.Succeeded(PAYMENT);
      case ProcessingCompleted _ -> new FulfillmentSignal.Succeeded(PROCESSING);
      case ShipmentDispatched _ -> new FulfillmentSignal.Succeeded(SHIPPING);
      case ShipmentDelivered _ -> new FulfillmentSignal.Succeeded(DELIVERY);

      case CancellationStarted e -> new FulfillmentSignal.CancellationStarted(e.step());
      case ShipmentCancelled _ -> new FulfillmentSignal.Compensated(SHIPPING);
      case ProcessingCancelled _ -> new FulfillmentSignal.Compensated(PROCESSING);
      case PaymentVoided _ -> new FulfillmentSignal.Compensated(PAYMENT);
      case PaymentRefunded e when e.chargeId().equals(order.charge()) ->
          new FulfillmentSignal.Compensated(PAYMENT);
      case StockReleased _ -> new FulfillmentSignal.Compensated(STOCK);
      case CancellationOverruled _ -> new FulfillmentSignal.CancellationOverruled();
      case OrderCancelled _ -> new FulfillmentSignal.OrderCancelled();

      case StepAttemptFailed e when isOwn(e.attempt().chargeId(), order) ->
          new FulfillmentSignal.AttemptFailed(e.attempt(), e.nextAttemptAt());
      case CompensationRefused e when isOwn(e.chargeId(), order) ->
          new FulfillmentSignal.CompensationRefused(e.step(), e.requestNo());
      case AttentionRaised e when e.chargeId() == null ->
          new FulfillmentSignal.AttentionRaised(e.step());
      case StepRetryRequested e when e.chargeId() == null ->
          new FulfillmentSignal.OperatorRetried(e.step());
      case StepResolved e when e.chargeId() == null -> resolved(e);

      // The referee answers a refusal with CancellationStarted; only that counts.
      case StockRefused _, PaymentDeclined _, ProcessingRefused _, ShipmentRefused _ -> null;
      case OrderCreated _, UnexpectedPaymentCaptured _, UnexpectedShipmentDispatched _ -> null;
      case PaymentRefunded _, StepAttemptFailed _, CompensationRefused _ -> null;
      case AttentionRaised _, StepRetryRequested _, StepResolved _ -> null;
    };
  }

  /**
   * A shipment is settled in one of two ways, and each of them only means something in its own
   * direction.
   */
  private static FulfillmentSignal resolved(StepResolved event) {
    if (event.resolution() == null) {
      return new FulfillmentSignal.StepResolved(event.step());
    }
    return switch (event.resolution()) {
      case SHIPPED -> new FulfillmentSignal.Succeeded(SHIPPING);
      case NOT_SHIPPED -> new FulfillmentSignal.Compensated(SHIPPING);
    };
  }

  private static boolean isOwn(@Nullable ChargeId chargeId, OrderFacts order) {
    return chargeId == null || chargeId.equals(order.charge());
  }
}
