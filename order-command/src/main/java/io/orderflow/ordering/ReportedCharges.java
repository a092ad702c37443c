package io.orderflow.ordering;

import io.orderflow.api.ChargeId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every charge ever reported for an order: its payment, and those that must be refunded. */
final class ReportedCharges {

  private final Set<ChargeId> reported = new HashSet<>();
  private final Set<ChargeId> refunded = new HashSet<>();
  private @Nullable ChargeId payment;

  void captured(ChargeId chargeId) {
    reported.add(chargeId);
    payment = chargeId;
  }

  void unexpected(ChargeId chargeId) {
    reported.add(chargeId);
  }

  /** A refund may be reported before its charge, which is absorbed when it comes. */
  void refunded(ChargeId chargeId) {
    reported.add(chargeId);
    refunded.add(chargeId);
  }

  boolean isReported(ChargeId chargeId) {
    return reported.contains(chargeId);
  }

  boolean isRefunded(ChargeId chargeId) {
    return refunded.contains(chargeId);
  }

  /** Whether the charge is not the payment and has not been refunded. */
  boolean isOutstanding(ChargeId chargeId) {
    return isReported(chargeId) && !isPayment(chargeId) && !isRefunded(chargeId);
  }

  boolean isPayment(@Nullable ChargeId chargeId) {
    return payment != null && payment.equals(chargeId);
  }

  boolean isPaid() {
    return payment != null;
  }
}
