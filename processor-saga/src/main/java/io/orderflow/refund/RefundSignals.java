package io.orderflow.refund;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each fact of an order means to the refund of one of its charges. */
final class RefundSignals {

  /** The events that may name a charge; no other one is even read. */
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

  /** The unexpected charge an event is about, or may be; null if it is about none. */
  static @Nullable ChargeId chargeOf(OrderEvent event) {
    return switch (event) {
      case UnexpectedPaymentCaptured e -> e.chargeId();
      case PaymentRefunded e -> e.chargeId();
      case StepAttemptFailed e -> e.attempt().chargeId();
      case CompensationRefused e -> e.chargeId();
      case AttentionRaised e -> e.chargeId();
      case StepRetryRequested e -> e.chargeId();
      case StepResolved e -> e.chargeId();
      case OrderCreated _, StockReserved _, StockRefused _, PaymentCaptured _ -> null;
      case PaymentNotRequired _, PaymentDeclined _ -> null;
      case ProcessingCompleted _, ProcessingRefused _ -> null;
      case ShipmentDispatched _, ShipmentRefused _, ShipmentDelivered _ -> null;
      case CancellationStarted _, CancellationOverruled _, UnexpectedShipmentDispatched _ -> null;
      case PaymentVoided _, ProcessingCancelled _, StockReleased _, ShipmentCancelled _ -> null;
      case OrderCancelled _ -> null;
    };
  }

  static Optional<RefundSignal> of(OrderEvent event, Charge charge) {
    boolean foreign =
        !event.orderId().equals(charge.orderId()) || !charge.chargeId().equals(chargeOf(event));
    return foreign ? Optional.empty() : Optional.ofNullable(read(event));
  }

  private static @Nullable RefundSignal read(OrderEvent event) {
    return switch (event) {
      case PaymentRefunded _ -> new RefundSignal.Refunded();
      case StepAttemptFailed e -> failed(e.attempt(), e);
      case CompensationRefused e when e.step() == Step.PAYMENT ->
          new RefundSignal.RefundRefused(e.requestNo());
      case AttentionRaised e when e.step() == Step.PAYMENT -> new RefundSignal.AttentionRaised();
      case StepRetryRequested e when e.step() == Step.PAYMENT -> new RefundSignal.OperatorRetried();
      case StepResolved e when e.step() == Step.PAYMENT -> new RefundSignal.Resolved();

      // The first begins the refund; the others are about something else.
      case UnexpectedPaymentCaptured _ -> null;
      case CompensationRefused _, AttentionRaised _, StepRetryRequested _, StepResolved _ -> null;
      case OrderCreated _, StockReserved _, StockRefused _, PaymentCaptured _ -> null;
      case PaymentNotRequired _, PaymentDeclined _ -> null;
      case ProcessingCompleted _, ProcessingRefused _ -> null;
      case ShipmentDispatched _, ShipmentRefused _, ShipmentDelivered _ -> null;
      case CancellationStarted _, CancellationOverruled _, UnexpectedShipmentDispatched _ -> null;
      case PaymentVoided _, ProcessingCancelled _, StockReleased _, ShipmentCancelled _ -> null;
      case OrderCancelled _ -> null;
    };
  }

  private static @Nullable RefundSignal failed(Attempt tried, StepAttemptFailed event) {
    return tried.kind() == Attempt.Kind.COMPENSATION && tried.step() == Step.PAYMENT
        ? new RefundSignal.AttemptFailed(tried.requestNo(), tried.number(), event.nextAttemptAt())
        : null;
  }
}
