package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderAction;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an order after some of its events.
 *
 * @param version the sequence number of the newest of them
 * @param updatedAt when it happened
 * @param omission which of them are left out; null if none is
 */
record OrderViewState(
    PlacedOrder placed,
    OrderStatus status,
    OrderProgress progress,
    PaymentState payment,
    StepStatuses steps,
    Attentions attentions,
    long version,
    Instant updatedAt,
    @Nullable DiscardedEvents omission) {

  OrderViewState with(PlacedOrder placed) {
    return new OrderViewState(
        placed, status, progress, payment, steps, attentions, version, updatedAt, omission);
  }

  OrderViewState with(OrderProgress progress) {
    return new OrderViewState(
        placed, status, progress, payment, steps, attentions, version, updatedAt, omission);
  }

  OrderViewState with(PaymentState payment) {
    return new OrderViewState(
        placed, status, progress, payment, steps, attentions, version, updatedAt, omission);
  }

  OrderViewState with(StepStatuses steps) {
    return new OrderViewState(
        placed, status, progress, payment, steps, attentions, version, updatedAt, omission);
  }

  OrderViewState with(Attentions attentions) {
    return new OrderViewState(
        placed, status, progress, payment, steps, attentions, version, updatedAt, omission);
  }

  OrderViewState asOf(OrderStatus status, long version, Instant updatedAt) {
    return new OrderViewState(
        placed, status, progress, payment, steps, attentions, version, updatedAt, omission);
  }

  /** Goes on behind these events without what they say. */
  OrderViewState omitting(DiscardedEvents omission) {
    return new OrderViewState(
        placed,
        status,
        progress,
        payment,
        steps,
        attentions,
        omission.last(),
        updatedAt,
        this.omission == null ? omission : this.omission.and(omission));
  }

  boolean isCancelling() {
    return status == OrderStatus.CANCELLING;
  }

  /** The success of a step that is not in progress changes nothing. */
  OrderViewState succeeded(Step step) {
    return done(step, steps.succeeded(step));
  }

  /** The order goes on as if the step had succeeded, and shows that it was not required. */
  OrderViewState passed(Step step) {
    return done(step, steps.passed(step));
  }

  private OrderViewState done(Step step, StepStatuses after) {
    return steps.isOpen(step)
        ? with(progress.succeeded(step)).with(after).with(attentions.settled(step, null))
        : this;
  }

  OrderViewState refused(Step step, String detail) {
    return with(steps.refused(step, detail));
  }

  /** An undo outside a cancellation changes nothing. */
  OrderViewState undone(Step step) {
    return isCancelling() ? with(steps.undone(step)).with(attentions.settled(step, null)) : this;
  }

  OrderViewState delivered(Instant at) {
    return with(progress.delivered(at))
        .succeeded(Step.SHIPPING) // implied where it was not reported
        .succeeded(Step.DELIVERY);
  }

  OrderViewState cancelling(CancellationStarted event, Instant at) {
    return with(progress.cancelling(event, at))
        .with(payment.cancelling(event.reason(), event.step()))
        .with(steps.undoing())
        .with(attentions.cancelling());
  }

  OrderViewState overruled(Instant at) {
    return with(progress.overruled(at))
        .with(payment.overruled())
        .with(steps.succeeded(Step.SHIPPING))
        .with(attentions.settled(Step.SHIPPING, null));
  }

  OrderViewState refunded(ChargeId charge, Instant at) {
    return repaid(charge, payment.refunded(charge, at));
  }

  OrderViewState settledByHand(ChargeId charge, Instant at) {
    return repaid(charge, payment.settledByHand(charge, at));
  }

  private OrderViewState repaid(ChargeId charge, PaymentState after) {
    var repaid = with(after).with(attentions.settled(Step.PAYMENT, charge));
    return isForeign(charge) ? repaid : repaid.undone(Step.PAYMENT);
  }

  /** Whether this is a charge other than the order's payment; no step depends on it. */
  boolean isForeign(@Nullable ChargeId charge) {
    return charge != null && !payment.charges().isPayment(charge);
  }

  OrderView view() {
    return view(status.allowedActions());
  }

  /** As it was: a past state allows nothing. */
  OrderView pastView() {
    return view(Set.of());
  }

  private OrderView view(Set<OrderAction> allowedActions) {
    return new OrderView(
        placed.orderId(),
        placed.customerId(),
        status,
        payment.status(),
        progress.fulfillmentStatus(),
        version,
        placed.total(),
        placed.items(),
        placed.paymentMethod(),
        placed.reference(),
        placed.number(),
        placed.labels(),
        steps.steps(),
        progress.shipment(),
        progress.cancellation(),
        PaymentsAssembler.of(this),
        attentions.views(),
        allowedActions,
        placed.createdAt(),
        updatedAt,
        omission == null ? null : true);
  }
}
