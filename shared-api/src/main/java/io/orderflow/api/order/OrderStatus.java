package io.orderflow.api.order;

import io.orderflow.api.Step;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands. It ends as {@link #COMPLETED} or {@link #CANCELLED}, and never leaves
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
   * What a client may ask of an order in this status. The one rule of it: the write side refuses by
   * it and the read side announces by it. Once the parcel is on its way, nothing can be called
   * back.
   */
  public Set<OrderAction> allowedActions() {
    return switch (this) {
      case CREATED, AWAITING_PAYMENT, PROCESSING, READY_TO_SHIP -> Set.of(OrderAction.CANCEL);
      case SHIPPED, CANCELLING, COMPLETED, CANCELLED -> Set.of();
    };
  }

  public boolean isFinal() {
    return this == COMPLETED || this == CANCELLED;
  }

  /**
   * Where an order stands after one more of its events; the one rule of it, for the write side and
   * every view.
   *
   * @param before null before the first event
   */
  public static OrderStatus after(@Nullable OrderStatus before, OrderEvent event) {
    if (event instanceof OrderEvent.OrderCreated) {
      return CREATED;
    }
    if (before == null) {
      throw new IllegalStateException("an order's first event must be OrderCreated, not " + event);
    }
    return before.then(event);
  }

  private OrderStatus then(OrderEvent event) {
    return switch (event) {
      case OrderEvent.OrderCreated _ -> CREATED;
      case OrderEvent.StockReserved _ -> AWAITING_PAYMENT;
      case OrderEvent.PaymentCaptured _, OrderEvent.PaymentNotRequired _ -> PROCESSING;
      case OrderEvent.ProcessingCompleted _ -> READY_TO_SHIP;
      case OrderEvent.ShipmentDispatched _, OrderEvent.CancellationOverruled _ -> SHIPPED;
      case OrderEvent.ShipmentDelivered _ -> COMPLETED;
      case OrderEvent.CancellationStarted _ -> CANCELLING;
      case OrderEvent.OrderCancelled _ -> CANCELLED;
      case OrderEvent.StepResolved resolved -> resolvedBy(resolved);
      case OrderEvent.StockRefused _,
          OrderEvent.PaymentDeclined _,
          OrderEvent.ProcessingRefused _ ->
          this;
      case OrderEvent.ShipmentRefused _, OrderEvent.UnexpectedPaymentCaptured _ -> this;
      case OrderEvent.UnexpectedShipmentDispatched _, OrderEvent.StepAttemptFailed _ -> this;
      case OrderEvent.PaymentRefunded _,
          OrderEvent.PaymentVoided _,
          OrderEvent.ProcessingCancelled _ ->
          this;
      case OrderEvent.StockReleased _,
          OrderEvent.ShipmentCancelled _,
          OrderEvent.CompensationRefused _ ->
          this;
      case OrderEvent.AttentionRaised _, OrderEvent.StepRetryRequested _ -> this;
    };
  }

  /**
   * A person has settled the open step by other means; about any other step, or a foreign charge,
   * it says nothing.
   */
  private OrderStatus resolvedBy(OrderEvent.StepResolved resolved) {
    if (resolved.step() != step
        || resolved.chargeId() != null
        || resolved.resolution() == Resolution.NOT_SHIPPED) {
      return this;
    }
    return switch (resolved.step()) {
      case STOCK -> AWAITING_PAYMENT;
      case PAYMENT -> PROCESSING;
      case PROCESSING -> READY_TO_SHIP;
      case SHIPPING -> SHIPPED;
      case DELIVERY -> COMPLETED;
    };
  }
}
