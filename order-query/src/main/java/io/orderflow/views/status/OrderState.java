package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of an order after some of its events.
 *
 * @param version the sequence number of the newest of them
 * @param updatedAt when it happened
 */
record OrderState(
    Placed placed,
    Progress progress,
    Payment payment,
    StepLedger steps,
    Attentions attentions,
    long version,
    Instant updatedAt) {

  OrderState with(Progress progress) {
    return new OrderState(placed, progress, payment, steps, attentions, version, updatedAt);
  }

  OrderState with(Payment payment) {
    return new OrderState(placed, progress, payment, steps, attentions, version, updatedAt);
  }

  OrderState with(StepLedger steps) {
    return new OrderState(placed, progress, payment, steps, attentions, version, updatedAt);
  }

  OrderState with(Attentions attentions) {
    return new OrderState(placed, progress, payment, steps, attentions, version, updatedAt);
  }

  OrderState asOf(long version, Instant updatedAt) {
    return new OrderState(placed, progress, payment, steps, attentions, version, updatedAt);
  }

  /** A success of a step the order does not wait for changes nothing. */
  OrderState succeeded(Step step) {
    return done(step, steps.succeeded(step));
  }

  /** The order goes on as if the step had succeeded, and shows that it was not required. */
  OrderState passed(Step step) {
    return done(step, steps.passed(step));
  }

  private OrderState done(Step step, StepLedger after) {
    return progress.awaits(step)
        ? with(progress.succeeded(step)).with(after).with(attentions.settled(step, null))
        : this;
  }

  OrderState refused(Step step, String detail) {
    return with(steps.refused(step, detail));
  }

  /** An undo outside a cancellation changes nothing. */
  OrderState undone(Step step) {
    return progress.cancelling()
        ? with(steps.undone(step)).with(attentions.settled(step, null))
        : this;
  }

  OrderState delivered(Instant at) {
    return with(progress.delivered(at))
        .succeeded(Step.SHIPPING) // implied where nobody reported it
        .succeeded(Step.DELIVERY);
  }

  OrderState cancelling(CancellationStarted event, Instant at) {
    return with(progress.cancelling(event, at))
        .with(payment.cancelling(event.reason(), event.step()))
        .with(steps.undoing())
        .with(attentions.cancelling());
  }

  OrderState overruled(Instant at) {
    return with(progress.overruled(at))
        .with(payment.overruled())
        .with(steps.succeeded(Step.SHIPPING))
        .with(attentions.settled(Step.SHIPPING, null));
  }

  OrderState refunded(ChargeId charge) {
    var repaid = with(payment.refunded(charge)).with(attentions.settled(Step.PAYMENT, charge));
    return isForeign(charge) ? repaid : repaid.undone(Step.PAYMENT);
  }

  /** Whether this is about a charge that is not the order's payment: no step moves by it. */
  boolean isForeign(@Nullable ChargeId charge) {
    return charge != null && !payment.charges().isPayment(charge);
  }

  OrderView view() {
    return new OrderView(
        placed.orderId(),
        placed.customerId(),
        progress.status(),
        payment.status(),
        progress.fulfillmentStatus(),
        version,
        placed.total(),
        placed.items(),
        placed.paymentMethod(),
        placed.reference(),
        steps.steps(),
        progress.shipment(),
        progress.cancellation(),
        attentions.views(),
        progress.status().allowedActions(),
        placed.createdAt(),
        updatedAt);
  }
}
