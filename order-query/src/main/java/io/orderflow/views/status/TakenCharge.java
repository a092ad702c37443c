package io.orderflow.views.status;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.Attention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that was taken from the customer.
 *
 * @param expected whether it is the order's payment; any other charge goes back
 * @param refundedAt when it went back; null while it has not
 * @param settledByHand whether an operator has settled it by other means than a refund
 */
record TakenCharge(
    ChargeId chargeId,
    Money amount,
    Instant at,
    boolean expected,
    @Nullable Instant refundedAt,
    boolean settledByHand) {

  static TakenCharge reported(ChargeId chargeId, Money amount, Instant at, boolean expected) {
    return new TakenCharge(chargeId, amount, at, expected, null, false);
  }

  boolean isKnownAs(@Nullable ChargeId other) {
    return chargeId.equals(other);
  }

  boolean isRefunded() {
    return refundedAt != null;
  }

  /** Money goes back once: the first report counts. */
  TakenCharge settled(Instant at, boolean byHand) {
    return isRefunded() ? this : new TakenCharge(chargeId, amount, this.at, expected, at, byHand);
  }

  OrderView.Charge view(@Nullable Attention attention) {
    return new OrderView.Charge(
        chargeId, amount, at, expected, isRefunded(), refundedAt, settledByHand, attention);
  }
}
