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

  /** A charge beside the payment. A paid order stays paid; only else the customer waits for it. */
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

  /** The parcel is on the road, so its payment is kept after all. */
  PaymentState overruled() {
    return charges.payment() == null
        ? this
        : new PaymentState(PaymentStatus.CAPTURED, charges.settled(charges.payment()));
  }

  /** One charge went back; the customer has everything back once none is owed. */
  PaymentState refunded(ChargeId charge) {
    var left = charges.settled(charge);
    boolean nothingOwed = status == PaymentStatus.REFUND_PENDING && left.owed().isEmpty();
    return new PaymentState(nothingOwed ? PaymentStatus.REFUNDED : status, left);
  }

  /** A person has seen to it that the order keeps no payment. */
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
