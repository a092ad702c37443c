package io.orderflow.catalog;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.api.order.Resolution;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/**
 * Ends the reservations of dispatched goods. What is shown as reserved depends on it, never what
 * can be sold.
 */
@Component
class DispatchedStockListener {

  private final StockLedger ledger;

  DispatchedStockListener(StockLedger ledger, EventStore events) {
    this.ledger = ledger;
    var _ = events.subscribe(this::recorded);
  }

  private void recorded(List<? extends EventMessage<?>> events) {
    events.stream()
        .map(EventMessage::getPayload)
        .filter(OrderEvent.class::isInstance)
        .map(OrderEvent.class::cast)
        .filter(DispatchedStockListener::isDeparture)
        .map(OrderEvent::orderId)
        .distinct()
        .forEach(this::departed);
  }

  private void departed(OrderId order) {
    ledger.markDispatched(order);
  }

  private static boolean isDeparture(OrderEvent event) {
    return switch (event) {
      case ShipmentDispatched _, ShipmentDelivered _, CancellationOverruled _ -> true;
      case StepResolved resolved ->
          resolved.step() == Step.SHIPPING && resolved.resolution() == Resolution.SHIPPED;
      case OrderCreated _, OrderCancelled _, CancellationStarted _ -> false;
      case StockReserved _, StockRefused _, StockReleased _ -> false;
      case PaymentCaptured _, PaymentNotRequired _, PaymentDeclined _ -> false;
      case PaymentVoided _, PaymentRefunded _ -> false;
      case ProcessingCompleted _, ProcessingRefused _, ProcessingCancelled _ -> false;
      case ShipmentRefused _, ShipmentCancelled _ -> false;
      // Not part of the order; an attention is raised for the parcel.
      case UnexpectedPaymentCaptured _, UnexpectedShipmentDispatched _ -> false;
      case StepAttemptFailed _, CompensationRefused _ -> false;
      case AttentionRaised _, StepRetryRequested _ -> false;
    };
  }
}
