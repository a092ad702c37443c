package io.orderflow.api.order;

import io.orderflow.api.Step;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of an order. It ends as {@link #COMPLETED} or {@link #CANCELLED}, and never leaves
 * either.
 */
public enum OrderStatus {
  CREATED(Step.STOCK),
  AWAITING_PAYMENT(Step.PAYMENT),
  PROCESSING(Step.PROCESSING),
  READY_TO_SHIP(Step.SHIPPING),
  SHIPPED(Step.DELIVERY),
  CANCELLING(null),
  COMPLETED(null),
  CANCELLED(null);

  private final @Nullable Step step;

  OrderStatus(@Nullable Step step) {
    this.step = step;
  }

  /** The step whose success the order waits for; empty once it is being cancelled or has ended. */
  public Optional<Step> step() {
    return Optional.ofNullable(step);
  }

  /**
   * What a client may ask of an order in this status: the write side refuses by it and the read
   * side announces it. A dispatched order cannot be cancelled.
   */
  public Set<OrderAction> allowedActions() {
    return switch (this) {
      case CREATED, AWAITING_PAYMENT, PROCESSING, READY_TO_SHIP -> Set.of(OrderAction.CANCEL);
      case SHIPPED, CANCELLING, COMPLETED, CANCELLED -> Set.of();
    };
  }

  /** Whether the order waits for this step's success. */
  public boolean awaits(Step awaited) {
    return awaited == step;
  }

  public boolean isFinal() {
    return this == COMPLETED || this == CANCELLED;
  }

  /**
   * The status of an order after one more of its events: the one rule of it, for the write side and
   * every view. The success of a step counts only while the order waits for that step.
   *
   * @param before null before the first event
   * @throws IllegalStateException if the first event is not {@link OrderEvent.OrderCreated}
   */
  public static OrderStatus after(@Nullable OrderStatus before, OrderEvent event) {
    if (before != null) {
      return before.then(event);
    }
    if (event instanceof OrderEvent.OrderCreated) {
      return CREATED;
    }
    throw new IllegalStateException("an order's first event must be OrderCreated, not " + event);
  }

  private OrderStatus then(OrderEvent event) {
    return switch (event) {
      case OrderEvent.StockReserved _ -> past(Step.STOCK);
      case OrderEvent.PaymentCaptured _, OrderEvent.PaymentNotRequired _ -> past(Step.PAYMENT);
      case OrderEvent.ProcessingCompleted _ -> past(Step.PROCESSING);
      case OrderEvent.ShipmentDispatched _ -> past(Step.SHIPPING);
      // Implies a dispatch that was not reported.
      case OrderEvent.ShipmentDelivered _ -> past(Step.SHIPPING).past(Step.DELIVERY);
      case OrderEvent.CancellationStarted _ -> CANCELLING;
      case OrderEvent.CancellationOverruled _ -> SHIPPED;
      case OrderEvent.OrderCancelled _ -> CANCELLED;
      // A shipment that was not made cancels the order, which is an event of its own.
      case OrderEvent.StepResolved e ->
          e.chargeId() != null || e.resolution() == ShipmentResolution.NOT_SHIPPED
              ? this
              : past(e.step());
      case OrderEvent.OrderCreated _,
          OrderEvent.LabelsChanged _,
          OrderEvent.StockRefused _,
          OrderEvent.PaymentDeclined _,
          OrderEvent.UnexpectedPaymentCaptured _,
          OrderEvent.ProcessingRefused _,
          OrderEvent.ShipmentRefused _,
          OrderEvent.UnexpectedShipmentDispatched _,
          OrderEvent.StepAttemptFailed _,
          OrderEvent.PaymentRefunded _,
          OrderEvent.PaymentVoided _,
          OrderEvent.ProcessingCancelled _,
          OrderEvent.StockReleased _,
          OrderEvent.ShipmentCancelled _,
          OrderEvent.CompensationRefused _,
          OrderEvent.AttentionRaised _,
          OrderEvent.StepRetryRequested _ ->
          this;
    };
  }

  private OrderStatus past(Step done) {
    if (done != step) {
      return this;
    }
    return switch (done) {
      case STOCK -> AWAITING_PAYMENT;
      case PAYMENT -> PROCESSING;
      case PROCESSING -> READY_TO_SHIP;
      case SHIPPING -> SHIPPED;
      case DELIVERY -> COMPLETED;
    };
  }
}
