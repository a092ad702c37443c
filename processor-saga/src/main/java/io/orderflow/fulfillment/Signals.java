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
final class Signals {

  private Signals() {}

  static Optional<Signal> of(OrderEvent event, OrderFacts order) {
    return Optional.ofNullable(read(event, order));
  }

  private static @Nullable Signal read(OrderEvent event, OrderFacts order) {
    return switch (event) {
      case StockReserved _ -> new Signal.Succeeded(STOCK);
      case PaymentCaptured _, PaymentNotRequired _ -> new Signal.Succeeded(PAYMENT);
      case ProcessingCompleted _ -> new Signal.Succeeded(PROCESSING);
      case ShipmentDispatched _ -> new Signal.Succeeded(SHIPPING);
      case ShipmentDelivered _ -> new Signal.Succeeded(DELIVERY);

      case CancellationStarted e -> new Signal.CancellationStarted(e.step());
      case ShipmentCancelled _ -> new Signal.Compensated(SHIPPING);
      case ProcessingCancelled _ -> new Signal.Compensated(PROCESSING);
      case PaymentVoided _ -> new Signal.Compensated(PAYMENT);
      case PaymentRefunded e when e.chargeId().equals(order.charge()) ->
          new Signal.Compensated(PAYMENT);
      case StockReleased _ -> new Signal.Compensated(STOCK);
      case CancellationOverruled _ -> new Signal.CancellationOverruled();
      case OrderCancelled _ -> new Signal.OrderCancelled();

      case StepAttemptFailed e when isOwn(e.attempt().chargeId(), order) ->
          new Signal.AttemptFailed(e.attempt(), e.nextAttemptAt());
      case CompensationRefused e when isOwn(e.chargeId(), order) ->
          new Signal.CompensationRefused(e.step(), e.requestNo());
      case AttentionRaised e when e.chargeId() == null -> new Signal.AttentionRaised(e.step());
      case StepRetryRequested e when e.chargeId() == null -> new Signal.OperatorRetried(e.step());
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
  private static Signal resolved(StepResolved event) {
    if (event.resolution() == null) {
      return new Signal.StepResolved(event.step());
    }
    return switch (event.resolution()) {
      case SHIPPED -> new Signal.Succeeded(SHIPPING);
      case NOT_SHIPPED -> new Signal.Compensated(SHIPPING);
    };
  }

  private static boolean isOwn(@Nullable ChargeId chargeId, OrderFacts order) {
    return chargeId == null || chargeId.equals(order.charge());
  }
}
