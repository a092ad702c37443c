package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.PaymentStatus;
import java.time.Instant;

/** What became of the customer's money, all charges together. */
record PaymentState(PaymentStatus status, Charges charges) {

  static final PaymentState PENDING = new PaymentState(PaymentStatus.PENDING, Charges.NONE);

  PaymentState {
    charges = saysUncharged(status) ? charges.knownToBeNone() : charges;
  }

  PaymentState captured(TakenCharge charge) {
    return new PaymentState(PaymentStatus.CAPTURED, charges.paid(charge));
  }

  /** A charge other than the payment. A paid order stays paid; any other owes a refund. */
  PaymentState surplus(TakenCharge charge) {
    var status = keepsPayment() ? this.status : PaymentStatus.REFUND_PENDING;
    return new PaymentState(status, charges.unexpected(charge));
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
        : new PaymentState(PaymentStatus.CAPTURED, charges.kept(charges.payment()));
  }

  /** One charge was refunded; the order is refunded once no charge is owed. */
  PaymentState refunded(ChargeId charge, Instant at) {
    return settled(charge, at, false);
  }

  /** An operator settled what was charged by other means. */
  PaymentState settledByHand(ChargeId charge, Instant at) {
    return settled(charge, at, true);
  }

  private PaymentState settled(ChargeId charge, Instant at, boolean byHand) {
    var left = charges.settled(charge, at, byHand);
    boolean nothingOwed = status == PaymentStatus.REFUND_PENDING && left.owed().isEmpty();
    return new PaymentState(nothingOwed ? PaymentStatus.REFUNDED : status, left);
  }

  /** An operator resolved the undo of the payment. */
  PaymentState undoneByHand(Instant at) {
    return charges.payment() == null ? voided() : settledByHand(charges.payment(), at);
  }

  private boolean keepsPayment() {
    return status == PaymentStatus.CAPTURED;
  }

  private PaymentState fromPending(PaymentStatus next) {
    return status == PaymentStatus.PENDING ? new PaymentState(next, charges) : this;
  }

  /** Any charge ends in another status, and none leads back here. */
  private static boolean saysUncharged(PaymentStatus status) {
    return switch (status) {
      case PENDING, NOT_REQUIRED, DECLINED, TIMED_OUT, NOT_CHARGED, VOIDED -> true;
      case CAPTURED, REFUND_PENDING, REFUNDED -> false;
    };
  }
}
