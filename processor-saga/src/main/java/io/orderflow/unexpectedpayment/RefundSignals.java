package io.orderflow.unexpectedpayment;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.fulfillment.FulfillmentSignal;
import io.orderflow.partner.payment.Charge;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates the events about an unexpected charge into signals for its refund. */
final class RefundSignals {

  static final Set<Class<?>> NAMING_A_CHARGE =
      Set.of(
          UnexpectedPaymentCaptured.class,
          PaymentRefunded.class,
          StepAttemptFailed.class,
          CompensationRefused.class,
          AttentionRaised.class,
          StepRetryRequested.class,
          StepResolved.class);

  private RefundSignals() {}

  /** Null if the event is about no unexpected charge. */
  static @Nullable ChargeId chargeOf(OrderEvent event) {
    return switch (event) {
      case UnexpectedPaymentCaptured e -> e.chargeId();
      case PaymentRefunded e -> e.chargeId();
      case StepAttemptFailed e -> e.attempt().chargeId();
      case CompensationRefused e -> e.chargeId();
      case AttentionRaised e -> e.chargeId();
      case StepRetryRequested e -> e.chargeId();
      case StepResolved e -> e.chargeId();
      case LabelsChanged _ -> null;
      case OrderCreated _, StockReserved _, StockRefused _, PaymentCaptured _ -> null;
      case PaymentNotRequired _, PaymentDeclined _ -> null;
      case ProcessingCompleted _, ProcessingRefused _ -> null;
      case ShipmentDispatched _, ShipmentRefused _, ShipmentDelivered _ -> null;
      case CancellationStarted _, CancellationOverruled _, UnexpectedShipmentDispatched _ -> null;
      case PaymentVoided _, ProcessingCancelled _, StockReleased _, ShipmentCancelled _ -> null;
      case OrderCancelled _ -> null;
    };
  }

  /** Null if the event means nothing to the refund of this charge. */
  static @Nullable FulfillmentSignal of(OrderEvent event, Charge charge) {
    if (!event.orderId().equals(charge.orderId()) || !charge.chargeId().equals(chargeOf(event))) {
      return null;
    }
    return switch (event) {
      case PaymentRefunded _ -> new FulfillmentSignal.Compensated(Step.PAYMENT);
      case StepAttemptFailed e ->
          new FulfillmentSignal.AttemptFailed(e.attempt(), e.nextAttemptAt());
      case CompensationRefused e -> new FulfillmentSignal.UndoRefused(e.step(), e.requestNo());
      case AttentionRaised e -> new FulfillmentSignal.OperatorAlerted(e.step());
      case StepRetryRequested e -> new FulfillmentSignal.OperatorRetried(e.step());
      case StepResolved e -> new FulfillmentSignal.OperatorResolved(e.step());
      default -> null; // begins the refund, or names no charge
    };
  }
}
