package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.Money;
import io.orderflow.simulator.book.Refusal;
import org.jspecify.annotations.Nullable;

/** A charge as it is told: what is not known about it is left out. */
record ChargeView(
    String status,
    String key,
    String orderId,
    @Nullable String chargeId,
    @Nullable Money amount,
    @Nullable Boolean refunded,
    @Nullable String code,
    @Nullable String detail) {

  static ChargeView charged(Deal deal) {
    Boolean refunded = deal.standing() == Standing.CLOSED ? true : null;
    return new ChargeView(
        "CHARGED",
        deal.id().key(),
        deal.terms().orderId(),
        deal.requireReference(),
        deal.requireAmount(),
        refunded,
        null,
        null);
  }

  static ChargeView declined(Deal deal) {
    Refusal why = deal.requireRefusal();
    return new ChargeView(
        "DECLINED",
        deal.id().key(),
        deal.terms().orderId(),
        null,
        null,
        null,
        why.code(),
        why.detail());
  }

  /** A charge of which no more is to be said than where it stands. */
  static ChargeView plain(String status, Deal deal) {
    return new ChargeView(
        status, deal.id().key(), deal.terms().orderId(), null, null, null, null, null);
  }
}
