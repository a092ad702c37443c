package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.ShipmentResolution;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What each event changes in the view of an order. Pure: the same events give the same state,
 * whenever and wherever they are folded. The status follows from {@link OrderStatus#after}.
 *
 * <p>The aggregate decides which event may happen when. The fold refuses none: an odd view is worth
 * more than a stopped one.
 */
final class OrderFold {

  private OrderFold() {}

  /**
   * Folds one event in, or changes nothing if it is already in.
   *
   * @param state null before the first event
   * @throws OutOfSequenceException if an event is missing before this one
   */
  static OrderViewState fold(
      @Nullable OrderViewState state, OrderEvent event, long sequence, Instant at) {
    long known = state == null ? -1 : state.version();
    if (state != null && sequence <= known) {
      return state;
    }
    if (sequence != known + 1) {
      throw new OutOfSequenceException(event.orderId(), sequence, known);
    }
    if (state != null) {
      var status = OrderStatus.after(state.status(), event);
      return apply(state, event, at).asOf(status, sequence, at);
    }
    if (event instanceof OrderEvent.OrderCreated created) {
      return opened(created, at);
    }
    throw new OutOfSequenceException(event.orderId(), sequence, known);
  }

  private static OrderViewState opened(OrderEvent.OrderCreated event, Instant at) {
    return new OrderViewState(
        PlacedOrder.by(event),
        OrderStatus.after(null, event),
        OrderProgress.CREATED,
        PaymentState.PENDING,
        StepStatuses.OPENED,
        Attentions.NONE,
        0,
        at,
        null);
  }

  private static OrderViewState apply(OrderViewState order, OrderEvent event, Instant at) {
    return switch (event) {
      case OrderEvent.OrderCreated _ -> order; // an order is placed once, and already is
      case OrderEvent.LabelsChanged e -> order.with(order.placed().changed(e));
      case OrderEvent.StockReserved _ -> order.succeeded(Step.STOCK);
      case OrderEvent.StockRefused e -> order.refused(Step.STOCK, e.detail());
      case OrderEvent.PaymentCaptured e ->
          order
              .with(
                  order
                      .payment()
                      .captured(TakenCharge.reported(e.chargeId(), e.amount(), at, true)))
              .succeeded(Step.PAYMENT);
      case OrderEvent.PaymentNotRequired _ ->
          order.with(order.payment().notRequired()).passed(Step.PAYMENT);
      case OrderEvent.PaymentDeclined e ->
          order.with(order.payment().declined()).refused(Step.PAYMENT, e.detail());
      case OrderEvent.UnexpectedPaymentCaptured e ->
          order.with(
              order.payment().surplus(TakenCharge.reported(e.chargeId(), e.amount(), at, false)));
      case OrderEvent.ProcessingCompleted _ -> order.succeeded(Step.PROCESSING);
      case OrderEvent.ProcessingRefused e -> order.refused(Step.PROCESSING, e.detail());
      case OrderEvent.ShipmentDispatched e ->
          order.with(order.progress().dispatched(e.trackingNumber(), at)).succeeded(Step.SHIPPING);
      case OrderEvent.ShipmentRefused e -> order.refused(Step.SHIPPING, e.detail());
      case OrderEvent.ShipmentDelivered _ -> order.delivered(at);
      case OrderEvent.StepAttemptFailed e -> attemptFailed(order, e);
      case OrderEvent.CancellationStarted e -> order.cancelling(e, at);
      case OrderEvent.CancellationOverruled _ -> order.overruled(at);
      case OrderEvent.UnexpectedShipmentDispatched _ ->
          order; // a person is asked by an attention of its own
      case OrderEvent.PaymentRefunded e -> order.refunded(e.chargeId(), at);
      case OrderEvent.PaymentVoided _ -> order.with(order.payment().voided()).undone(Step.PAYMENT);
      case OrderEvent.ProcessingCancelled _ -> order.undone(Step.PROCESSING);
      case OrderEvent.StockReleased _ -> order.with(order.progress().released()).undone(Step.STOCK);
      case OrderEvent.ShipmentCancelled _ -> order.undone(Step.SHIPPING);
      case OrderEvent.CompensationRefused e -> compensationRefused(order, e);
      case OrderEvent.OrderCancelled _ -> order.with(order.progress().cancelled(at));
      case OrderEvent.AttentionRaised e -> order.with(order.attentions().raised(e, at));
      case OrderEvent.StepRetryRequested e -> retried(order, e);
      case OrderEvent.StepResolved e -> resolved(order, e, at);
    };
  }

  private static OrderViewState attemptFailed(
      OrderViewState order, OrderEvent.StepAttemptFailed event) {
    var attempt = event.attempt();
    return order.isForeign(attempt.chargeId())
        ? order
        : order.with(order.steps().attemptFailed(attempt, event.error(), event.nextAttemptAt()));
  }

  private static OrderViewState compensationRefused(
      OrderViewState order, OrderEvent.CompensationRefused event) {
    return order.isForeign(event.chargeId())
        ? order
        : order.with(order.steps().undoRefused(event.step(), event.detail()));
  }

  private static OrderViewState retried(OrderViewState order, OrderEvent.StepRetryRequested event) {
    var answered = order.with(order.attentions().settled(event.step(), event.chargeId()));
    return order.isForeign(event.chargeId())
        ? answered
        : answered.with(order.steps().retried(event.step()));
  }

  /** A resolved step counts as done: forward, or undone while the order is being cancelled. */
  private static OrderViewState resolved(
      OrderViewState order, OrderEvent.StepResolved event, Instant at) {
    var answered = order.with(order.attentions().settled(event.step(), event.chargeId()));
    if (event.chargeId() != null) {
      return answered.settledByHand(event.chargeId(), at);
    }
    if (order.isCancelling()) {
      return event.resolution() == ShipmentResolution.SHIPPED
          ? answered // overrules the cancellation, which is a fact of its own
          : undoneByHand(answered, event.step(), at);
    }
    if (event.resolution() == ShipmentResolution.NOT_SHIPPED) {
      return answered; // cancels the order, which is a fact of its own
    }
    return order.steps().isOpen(event.step())
        ? succeededByHand(answered, event.step(), at)
        : answered;
  }

  private static OrderViewState succeededByHand(OrderViewState order, Step step, Instant at) {
    return switch (step) {
      case STOCK, PAYMENT, PROCESSING -> order.succeeded(step);
      case SHIPPING -> order.with(order.progress().dispatched(null, at)).succeeded(Step.SHIPPING);
      case DELIVERY -> order.delivered(at);
    };
  }

  private static OrderViewState undoneByHand(OrderViewState order, Step step, Instant at) {
    return switch (step) {
      case STOCK -> order.with(order.progress().released()).undone(step);
      case PAYMENT -> order.with(order.payment().undoneByHand(at)).undone(step);
      case PROCESSING, SHIPPING, DELIVERY -> order.undone(step);
    };
  }

  /** An event between this one and the newest that is known was lost. */
  static final class OutOfSequenceException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    OutOfSequenceException(OrderId orderId, long sequence, long known) {
      super(
          "order %s: event %d came where event %d was due; some event was lost on its way here"
              .formatted(orderId, sequence, known + 1));
    }
  }
}
