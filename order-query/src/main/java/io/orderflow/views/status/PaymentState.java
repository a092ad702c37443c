package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.PaymentStatus;

/** What became of the customer's money, all charges together. */
record PaymentState(PaymentStatus status, Charges charges) {

  static final PaymentState PENDING = new PaymentState(PaymentStatus.PENDING, Charges.NONE);

  PaymentState captured(ChargeId charge) {
    return new PaymentState(PaymentStatus.CAPTURED, charges.paid(charge));
  }

  /** A charge other than the payment. A paid order stays paid; any other owes a refund. */
  PaymentState surplus(ChargeId charge) {
    var status = keepsPayment() ? this.status : PaymentStatus.REFUND_PENDING;
    return new PaymentState(status, charges.owing(charge));
  }

  PaymentState notRequired() {
    return fromPending(PaymentStatus.NOT_REQUIRED);
  }

  PaymentState declined() {
    return fromPending(PaymentStatus.DECLINED);
  }

  PaymentState voided() {
    return fromPending(PaymentStatus.VOIDED);
  }

  PaymentState cancelling(CancellationReason reason, Step open) {
    if (keepsPayment()) {
      return new PaymentState(PaymentStatus.REFUND_PENDING, charges.owing(charges.payment()));
    }
    if (open == Step.STOCK) {
      return fromPending(PaymentStatus.NOT_CHARGED);
    }
    return reason == CancellationReason.PAYMENT_TIMED_OUT
        ? fromPending(PaymentStatus.TIMED_OUT)
        : this;
  }

  /** The parcel is dispatched, so its payment is kept. */
  PaymentState overruled() {
    return charges.payment() == null
        ? this
        : new PaymentState(PaymentStatus.CAPTURED, charges.settled(charges.payment()));
  }

  /** One charge was refunded; the order is refunded once no charge is owed. */
  PaymentState refunded(ChargeId charge) {
    var left = charges.settled(charge);
    boolean nothingOwed = status == PaymentStatus.REFUND_PENDING && left.owed().isEmpty();
    return new PaymentState(nothingOwed ? PaymentStatus.REFUNDED : status, left);
  }

  /** An operator resolved the undo of the payment. */
  PaymentState undoneByHand() {
    return charges.payment() == null ? voided() : refunded(charges.payment());
  }

  private boolean keepsPayment() {
    return status == PaymentStatus.CAPTURED;
  }

  private PaymentState fromPending(PaymentStatus next) {
    return status == PaymentStatus.PENDING ? new PaymentState(next, charges) : this;
  }
}
