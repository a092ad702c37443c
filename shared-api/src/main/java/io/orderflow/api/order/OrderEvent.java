package io.orderflow.api.order;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Reference;
import io.orderflow.api.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to an order. Facts, in the order's own sequence, contiguous from 0.
 *
 * <p>Each type is stored under a stable name of its own and has a golden file; renaming a component
 * here is a change of format and needs an upcaster.
 */
public sealed interface OrderEvent {

  OrderId orderId();

  // --- forward

  /**
   * @param number since revision 3; null for orders placed before
   * @param labels since revision 3; none for orders placed before
   * @param fingerprint a digest of what the client sent
   * @param placedAt when the request was accepted, to the millisecond; since revision 2
   */
  record OrderCreated(
      OrderId orderId,
      CustomerId customerId,
      List<OrderLine> lines,
      Money total,
      PaymentMethod paymentMethod,
      @Nullable Reference reference,
      @Nullable OrderNumber number,
      Labels labels,
      String fingerprint,
      Instant placedAt)
      implements OrderEvent {

    public OrderCreated {
      lines = List.copyOf(lines);
    }
  }

  record StockReserved(OrderId orderId) implements OrderEvent {}

  record StockRefused(OrderId orderId, String detail) implements OrderEvent {}

  record PaymentCaptured(OrderId orderId, ChargeId chargeId, Money amount) implements OrderEvent {}

  /** The order costs nothing: the payment partner is asked for nothing. */
  record PaymentNotRequired(OrderId orderId) implements OrderEvent {}

  record PaymentDeclined(OrderId orderId, String detail) implements OrderEvent {}

  /** Money was taken that is not this order's payment; it goes back by itself. */
  record UnexpectedPaymentCaptured(
      OrderId orderId, ChargeId chargeId, Money amount, UnexpectedBecause because)
      implements OrderEvent {}

  record ProcessingCompleted(OrderId orderId) implements OrderEvent {}

  record ProcessingRefused(OrderId orderId, String detail) implements OrderEvent {}

  record ShipmentDispatched(OrderId orderId, String trackingNumber) implements OrderEvent {}

  record ShipmentRefused(OrderId orderId, String detail) implements OrderEvent {}

  /** The order is complete. */
  record ShipmentDelivered(OrderId orderId) implements OrderEvent {}

  record StepAttemptFailed(OrderId orderId, Attempt attempt, String error, Instant nextAttemptAt)
      implements OrderEvent {}

  // --- on the side

  /**
   * Changes nothing but the labels.
   *
   * @param set those that were added, or got another value
   * @param removed the keys of those that are gone, in their order
   */
  record LabelsChanged(OrderId orderId, Labels set, List<String> removed, Actor actor)
      implements OrderEvent {

    public LabelsChanged {
      removed = List.copyOf(removed);
    }
  }

  // --- back

  /**
   * From here on everything is undone, newest first.
   *
   * @param step the step that was open, and is undone too: what may have happened is treated as if
   *     it had
   */
  record CancellationStarted(
      OrderId orderId, CancellationReason reason, Step step, Actor actor, @Nullable String detail)
      implements OrderEvent {}

  /** The parcel is on the road and cannot be called back: the order goes on as shipped. */
  record CancellationOverruled(OrderId orderId) implements OrderEvent {}

  /** A dispatch was reported after the carrier had confirmed that nothing ships. */
  record UnexpectedShipmentDispatched(OrderId orderId, @Nullable String trackingNumber)
      implements OrderEvent {}

  record PaymentRefunded(OrderId orderId, ChargeId chargeId) implements OrderEvent {}

  record PaymentVoided(OrderId orderId) implements OrderEvent {}

  record ProcessingCancelled(OrderId orderId) implements OrderEvent {}

  record StockReleased(OrderId orderId) implements OrderEvent {}

  record ShipmentCancelled(OrderId orderId) implements OrderEvent {}

  record CompensationRefused(
      OrderId orderId, Step step, int requestNo, @Nullable ChargeId chargeId, String detail)
      implements OrderEvent {}

  record OrderCancelled(OrderId orderId) implements OrderEvent {}

  // --- a person is needed

  /**
   * @param chargeId the unexpected charge it is about; null when it is about the order's own step
   * @param version grows with each new attention of the order; a reminder of a standing one repeats
   *     its version
   */
  record AttentionRaised(
      OrderId orderId,
      Attempt.Kind kind,
      Step step,
      @Nullable ChargeId chargeId,
      String reason,
      int version)
      implements OrderEvent {}

  record StepRetryRequested(
      OrderId orderId, Step step, @Nullable ChargeId chargeId, int version, String note)
      implements OrderEvent {}

  record StepResolved(
      OrderId orderId,
      Step step,
      @Nullable ChargeId chargeId,
      int version,
      @Nullable ShipmentResolution resolution,
      String note)
      implements OrderEvent {}
}
