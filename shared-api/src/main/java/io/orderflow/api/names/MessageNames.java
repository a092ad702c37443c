package io.orderflow.api.names;

import io.orderflow.api.catalog.CatalogCommand;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderQuery;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.api.process.ProcessBacklog;
import io.orderflow.api.process.ProcessQuery;
import java.util.HashMap;
import java.util.Map;

/**
 * The stable names under which messages are stored and sent. Events of an order are {@code
 * order.<fact>}; every other name begins with its sealed parent, such as {@code
 * order-command.create-order}. They are written out, not derived: a renamed class keeps its name.
 */
public final class MessageNames {

  private MessageNames() {}

  /** The name of every type, unique and for good. */
  public static Map<Class<?>, String> all() {
    var names = new HashMap<Class<?>, String>();
    events(names);
    orderCommands(names);
    catalogCommands(names);
    outcomes(names);
    queries(names);
    return Map.copyOf(names);
  }

  /** The revision of every type whose stored form has changed; all others are in the first. */
  public static Map<Class<?>, String> revisions() {
    return Map.of(OrderEvent.OrderCreated.class, "3");
  }

  private static void events(Map<Class<?>, String> names) {
    names.put(OrderEvent.OrderCreated.class, "order.created");
    names.put(OrderEvent.LabelsChanged.class, "order.labels-changed");
    names.put(OrderEvent.StockReserved.class, "order.stock-reserved");
    names.put(OrderEvent.StockRefused.class, "order.stock-refused");
    names.put(OrderEvent.PaymentCaptured.class, "order.payment-captured");
    names.put(OrderEvent.PaymentNotRequired.class, "order.payment-not-required");
    names.put(OrderEvent.PaymentDeclined.class, "order.payment-declined");
    names.put(OrderEvent.UnexpectedPaymentCaptured.class, "order.unexpected-payment-captured");
    names.put(OrderEvent.ProcessingCompleted.class, "order.processing-completed");
    names.put(OrderEvent.ProcessingRefused.class, "order.processing-refused");
    names.put(OrderEvent.ShipmentDispatched.class, "order.shipment-dispatched");
    names.put(OrderEvent.ShipmentRefused.class, "order.shipment-refused");
    names.put(OrderEvent.ShipmentDelivered.class, "order.shipment-delivered");
    names.put(OrderEvent.StepAttemptFailed.class, "order.step-attempt-failed");
    names.put(OrderEvent.CancellationStarted.class, "order.cancellation-started");
    names.put(OrderEvent.CancellationOverruled.class, "order.cancellation-overruled");
    names.put(
        OrderEvent.UnexpectedShipmentDispatched.class, "order.unexpected-shipment-dispatched");
    names.put(OrderEvent.PaymentRefunded.class, "order.payment-refunded");
    names.put(OrderEvent.PaymentVoided.class, "order.payment-voided");
    names.put(OrderEvent.ProcessingCancelled.class, "order.processing-cancelled");
    names.put(OrderEvent.StockReleased.class, "order.stock-released");
    names.put(OrderEvent.ShipmentCancelled.class, "order.shipment-cancelled");
    names.put(OrderEvent.CompensationRefused.class, "order.compensation-refused");
    names.put(OrderEvent.OrderCancelled.class, "order.cancelled");
    names.put(OrderEvent.AttentionRaised.class, "order.attention-raised");
    names.put(OrderEvent.StepRetryRequested.class, "order.step-retry-requested");
    names.put(OrderEvent.StepResolved.class, "order.step-resolved");
  }

  private static void orderCommands(Map<Class<?>, String> names) {
    names.put(OrderCommand.CreateOrder.class, "order-command.create-order");
    names.put(OrderCommand.CancelOrder.class, "order-command.cancel-order");
    names.put(OrderCommand.ChangeLabels.class, "order-command.change-labels");
    names.put(OrderCommand.RetryStep.class, "order-command.retry-step");
    names.put(OrderCommand.ResolveStep.class, "order-command.resolve-step");
    names.put(OrderCommand.AbandonStep.class, "order-command.abandon-step");
    names.put(OrderCommand.RaiseAttention.class, "order-command.raise-attention");
    names.put(OrderCommand.ConfirmStep.class, "order-command.confirm-step");
    names.put(OrderCommand.CompleteCancellation.class, "order-command.complete-cancellation");
    names.put(OrderCommand.RecordStockReserved.class, "order-command.record-stock-reserved");
    names.put(OrderCommand.RecordStockRefused.class, "order-command.record-stock-refused");
    names.put(OrderCommand.RecordPaymentCaptured.class, "order-command.record-payment-captured");
    names.put(
        OrderCommand.RecordPaymentNotRequired.class, "order-command.record-payment-not-required");
    names.put(OrderCommand.RecordPaymentDeclined.class, "order-command.record-payment-declined");
    names.put(
        OrderCommand.RecordProcessingCompleted.class, "order-command.record-processing-completed");
    names.put(
        OrderCommand.RecordProcessingRefused.class, "order-command.record-processing-refused");
    names.put(
        OrderCommand.RecordShipmentDispatched.class, "order-command.record-shipment-dispatched");
    names.put(OrderCommand.RecordShipmentRefused.class, "order-command.record-shipment-refused");
    names.put(
        OrderCommand.RecordShipmentDelivered.class, "order-command.record-shipment-delivered");
    names.put(
        OrderCommand.RecordStepAttemptFailed.class, "order-command.record-step-attempt-failed");
    names.put(OrderCommand.RecordPaymentRefunded.class, "order-command.record-payment-refunded");
    names.put(OrderCommand.RecordPaymentVoided.class, "order-command.record-payment-voided");
    names.put(
        OrderCommand.RecordProcessingCancelled.class, "order-command.record-processing-cancelled");
    names.put(OrderCommand.RecordStockReleased.class, "order-command.record-stock-released");
    names.put(
        OrderCommand.RecordShipmentCancelled.class, "order-command.record-shipment-cancelled");
    names.put(
        OrderCommand.RecordShipmentCancellationRefused.class,
        "order-command.record-shipment-cancellation-refused");
    names.put(
        OrderCommand.RecordCompensationRefused.class, "order-command.record-compensation-refused");
  }

  private static void catalogCommands(Map<Class<?>, String> names) {
    names.put(CatalogCommand.ReserveStock.class, "catalog-command.reserve-stock");
    names.put(CatalogCommand.ReleaseStock.class, "catalog-command.release-stock");
  }

  private static void outcomes(Map<Class<?>, String> names) {
    names.put(OrderOutcome.Accepted.class, "order-outcome.accepted");
    names.put(OrderOutcome.Refused.class, "order-outcome.refused");
    names.put(StockOutcome.Reserved.class, "stock-outcome.reserved");
    names.put(StockOutcome.Refused.class, "stock-outcome.refused");
    names.put(StockOutcome.Released.class, "stock-outcome.released");
  }

  private static void queries(Map<Class<?>, String> names) {
    names.put(OrderQuery.FindShippingAddress.class, "order-query.find-shipping-address");
    names.put(ProcessQuery.FindBacklog.class, "process-query.find-backlog");
    names.put(ProcessBacklog.class, "process-backlog");
    names.put(ShippingAddress.class, "shipping-address");
  }
}
