package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.PaymentStatus;

/** What became of the customer's money, all charges together. */
record Payment(PaymentStatus status, Charges charges) {

  static final Payment PENDING = new Payment(PaymentStatus.PENDING, Charges.NONE);

  Payment captured(ChargeId charge) {
    return new Payment(PaymentStatus.CAPTURED, charges.paid(charge));
  }

  /** A charge beside the payment. A paid order stays paid; only else the customer waits for it. */
  Payment surplus(ChargeId charge) {
    var status = keepsPayment() ? this.status : PaymentStatus.REFUND_PENDING;
    return new Payment(status, charges.owing(charge));
  }

  Payment notRequired() {
    return fromPending(PaymentStatus.NOT_REQUIRED);
  }

  Payment declined() {
    return fromPending(PaymentStatus.DECLINED);
  }

  Payment voided() {
    return fromPending(PaymentStatus.VOIDED);
  }

  Payment cancelling(CancellationReason reason, Step open) {
    if (keepsPayment()) {
      return new Payment(PaymentStatus.REFUND_PENDING, charges.owing(charges.payment()));
    }
    if (open == Step.STOCK) {
      return fromPending(PaymentStatus.NOT_CHARGED);
    }
    return reason == CancellationReason.PAYMENT_TIMED_OUT
        ? fromPending(PaymentStatus.TIMED_OUT)
        : this;
  }

  /** The parcel is on the road, so its payment is kept after all. */
  Payment overruled() {
    return charges.payment() == null
        ? this
        : new Payment(PaymentStatus.CAPTURED, charges.settled(charges.payment()));
  }

  /** One charge went back; the customer has everything back once none is owed. */
  Payment refunded(ChargeId charge) {
    var left = charges.settled(charge);
    boolean nothingOwed = status == PaymentStatus.REFUND_PENDING && left.owed().isEmpty();
    return new Payment(nothingOwed ? PaymentStatus.REFUNDED : status, left);
  }

  /** A person has seen to it that the order keeps no payment. */
  Payment undoneByHand() {
    return charges.payment() == null ? voided() : refunded(charges.payment());
  }

  private boolean keepsPayment() {
    return status == PaymentStatus.CAPTURED;
  }

  private Payment fromPending(PaymentStatus next) {
    return status == PaymentStatus.PENDING ? new Payment(next, charges) : this;
  }
}
