package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.PartnerMoney;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import org.jspecify.annotations.Nullable;

/** A charge as it is told: what is not known about it is left out. */
record ChargeView(
    String status,
    String key,
    String orderId,
    @Nullable String chargeId,
    @Nullable PartnerMoney amount,
    @Nullable Boolean refunded,
    @Nullable String code,
    @Nullable String detail) {

  static ChargeView charged(RequestRecord requestRecord) {
    Boolean refunded = requestRecord.standing() == Standing.CLOSED ? true : null;
    return new ChargeView(
        "CHARGED",
        requestRecord.id().key(),
        requestRecord.terms().orderId(),
        requestRecord.requireReference(),
        requestRecord.requireAmount(),
        refunded,
        null,
        null);
  }

  static ChargeView declined(RequestRecord requestRecord) {
    Refusal why = requestRecord.requireRefusal();
    return new ChargeView(
        "DECLINED",
        requestRecord.id().key(),
        requestRecord.terms().orderId(),
        null,
        null,
        null,
        why.code(),
        why.detail());
  }

  /** A charge of which no more is to be said than where it stands. */
  static ChargeView plain(String status, RequestRecord requestRecord) {
    return new ChargeView(
        status,
        requestRecord.id().key(),
        requestRecord.terms().orderId(),
        null,
        null,
        null,
        null,
        null);
  }
}
