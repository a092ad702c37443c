package io.orderflow.api.order;

import io.orderflow.api.Step;
import org.jspecify.annotations.Nullable;

/** The step of its order that a command is about. */
public final class CommandSteps {

  private CommandSteps() {}

  /** Null if it is about the order as a whole. */
  public static @Nullable Step of(OrderCommand command) {
    return switch (command) {
      case OrderCommand.CreateOrder _,
          OrderCommand.CancelOrder _,
          OrderCommand.ChangeLabels _,
          OrderCommand.CompleteCancellation _ ->
          null;
      case OrderCommand.RetryStep c -> c.step();
      case OrderCommand.ResolveStep c -> c.step();
      case OrderCommand.AbandonStep c -> c.step();
      case OrderCommand.ConfirmStep c -> c.step();
      case OrderCommand.RaiseAttention c -> c.step();
      case OrderCommand.RecordStepAttemptFailed c -> c.attempt().step();
      case OrderCommand.RecordCompensationRefused c -> c.step();
      case OrderCommand.RecordStockReserved _,
          OrderCommand.RecordStockRefused _,
          OrderCommand.RecordStockReleased _ ->
          Step.STOCK;
      case OrderCommand.RecordPaymentCaptured _,
          OrderCommand.RecordPaymentNotRequired _,
          OrderCommand.RecordPaymentDeclined _,
          OrderCommand.RecordPaymentRefunded _,
          OrderCommand.RecordPaymentVoided _ ->
          Step.PAYMENT;
      case OrderCommand.RecordProcessingCompleted _,
          OrderCommand.RecordProcessingRefused _,
          OrderCommand.RecordProcessingCancelled _ ->
          Step.PROCESSING;
      case OrderCommand.RecordShipmentDispatched _,
          OrderCommand.RecordShipmentRefused _,
          OrderCommand.RecordShipmentCancelled _,
          OrderCommand.RecordShipmentCancellationRefused _ ->
          Step.SHIPPING;
      case OrderCommand.RecordShipmentDelivered _ -> Step.DELIVERY;
    };
  }
}
