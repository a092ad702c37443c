package io.orderflow.api.names;

import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.operations.DeadLetterAnswer;
import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.api.operations.OperationsCommand;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.api.operations.OperationsQuery;
import io.orderflow.api.operations.OrderDeadLetters;
import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.api.operations.SettledLetterList;
import io.orderflow.api.order.NotificationList;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderQuery;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.api.process.CallbackOutcome;
import io.orderflow.api.process.PartnerReport;
import io.orderflow.api.process.ProcessBacklog;
import io.orderflow.api.process.ProcessCommand;
import io.orderflow.api.process.ProcessQuery;
import io.orderflow.api.process.ResendCommand;
import io.orderflow.api.process.ResendOutcome;
import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.api.webhook.WebhookCommand;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.api.webhook.WebhookQuery;
import io.orderflow.api.webhook.WebhookTestResult;
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
    operations(names);
    webhooks(names);
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
    names.put(StockCommand.ReserveStock.class, "catalog-command.reserve-stock");
    names.put(StockCommand.ReleaseStock.class, "catalog-command.release-stock");
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
    names.put(OrderQuery.FindNotifications.class, "order-query.find-notifications");
    names.put(NotificationList.class, "notification-list");
    names.put(ProcessQuery.FindBacklog.class, "process-query.find-backlog");
    names.put(ProcessQuery.FindPartners.class, "process-query.find-partners");
    names.put(ProcessQuery.FindUnmatchedCallbacks.class, "process-query.find-unmatched-callbacks");
    names.put(ProcessBacklog.class, "process-backlog");
    names.put(PartnerReport.class, "partner-report");
    names.put(UnmatchedCallbackList.class, "unmatched-callback-list");
    names.put(ProcessCommand.MatchCallback.class, "process-command.match-callback");
    names.put(ProcessCommand.DismissCallback.class, "process-command.dismiss-callback");
    names.put(CallbackOutcome.class, "callback-outcome");
    names.put(ResendCommand.PreviewResend.class, "resend-command.preview-resend");
    names.put(ResendCommand.ConfirmResend.class, "resend-command.confirm-resend");
    names.put(ResendOutcome.class, "resend-outcome");
    names.put(ShippingAddress.class, "shipping-address");
  }

  private static void operations(Map<Class<?>, String> names) {
    names.put(OperationsQuery.FindServiceStatus.class, "operations-query.find-service-status");
    names.put(OperationsQuery.FindDeadLetters.class, "operations-query.find-dead-letters");
    names.put(OperationsQuery.FindDeadLetter.class, "operations-query.find-dead-letter");
    names.put(
        OperationsQuery.FindOrderDeadLetters.class, "operations-query.find-order-dead-letters");
    names.put(OperationsQuery.FindSettledLetters.class, "operations-query.find-settled-letters");
    names.put(OperationsCommand.SetSwitch.class, "operations-command.set-switch");
    names.put(OperationsCommand.RetryDeadLetter.class, "operations-command.retry-dead-letter");
    names.put(OperationsCommand.RetryDeadLetters.class, "operations-command.retry-dead-letters");
    names.put(OperationsCommand.DiscardDeadLetter.class, "operations-command.discard-dead-letter");
    names.put(OperationsOutcome.Discarded.class, "operations-outcome.discarded");
    names.put(OperationsOutcome.Refused.class, "operations-outcome.refused");
    names.put(OperationsOutcome.SwitchSet.class, "operations-outcome.switch-set");
    names.put(OperationsOutcome.Retried.class, "operations-outcome.retried");
    names.put(OperationsOutcome.NotThere.class, "operations-outcome.not-there");
    names.put(ServiceStatus.class, "service-status");
    names.put(DeadLetterList.class, "dead-letter-list");
    names.put(DeadLetterAnswer.class, "dead-letter-answer");
    names.put(OrderDeadLetters.class, "order-dead-letters");
    names.put(SettledLetterList.class, "settled-letter-list");
  }

  private static void webhooks(Map<Class<?>, String> names) {
    names.put(WebhookQuery.FindWebhooks.class, "webhook-query.find-webhooks");
    names.put(WebhookQuery.FindWebhook.class, "webhook-query.find-webhook");
    names.put(WebhookQuery.CountFailingWebhooks.class, "webhook-query.count-failing-webhooks");
    names.put(WebhookQuery.TestWebhook.class, "webhook-query.test-webhook");
    names.put(WebhookCommand.CreateWebhook.class, "webhook-command.create-webhook");
    names.put(WebhookCommand.RotateSecret.class, "webhook-command.rotate-secret");
    names.put(WebhookCommand.EnableWebhook.class, "webhook-command.enable-webhook");
    names.put(WebhookCommand.DisableWebhook.class, "webhook-command.disable-webhook");
    names.put(WebhookCommand.DeleteWebhook.class, "webhook-command.delete-webhook");
    names.put(WebhookCommand.RedeliverOne.class, "webhook-command.redeliver-one");
    names.put(WebhookCommand.RedeliverAll.class, "webhook-command.redeliver-all");
    names.put(WebhookOutcome.SecretIssued.class, "webhook-outcome.secret-issued");
    names.put(WebhookOutcome.Done.class, "webhook-outcome.done");
    names.put(WebhookOutcome.Redelivered.class, "webhook-outcome.redelivered");
    names.put(WebhookOutcome.UrlInUse.class, "webhook-outcome.url-in-use");
    names.put(WebhookOutcome.Refused.class, "webhook-outcome.refused");
    names.put(WebhookList.class, "webhook-list");
    names.put(WebhookDetails.class, "webhook-details");
    names.put(FailingWebhooks.class, "failing-webhooks");
    names.put(WebhookTestResult.class, "webhook-test-result");
  }
}
