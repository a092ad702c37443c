package io.orderflow.simulator.payment;

import io.orderflow.simulator.ledger.PartnerMoney;
import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import org.jspecify.annotations.Nullable;

/** The representation of a charge, without unknown members. */
record ChargeView(
    String status,
    String key,
    String orderId,
    @Nullable String chargeId,
    @Nullable PartnerMoney amount,
    @Nullable Boolean refunded,
    @Nullable String code,
    @Nullable String detail) {

  static ChargeView charged(RequestRecord request) {
    Boolean refunded = request.standing() == Standing.CLOSED ? true : null;
    return new ChargeView(
        "CHARGED",
        request.id().key(),
        request.terms().orderId(),
        request.requireReference(),
        request.requireAmount(),
        refunded,
        null,
        null);
  }

  static ChargeView declined(RequestRecord request) {
    Refusal why = request.requireRefusal();
    return new ChargeView(
        "DECLINED",
        request.id().key(),
        request.terms().orderId(),
        null,
        null,
        null,
        why.code(),
        why.detail());
  }

  static ChargeView plain(String status, RequestRecord request) {
    return new ChargeView(
        status, request.id().key(), request.terms().orderId(), null, null, null, null, null);
  }
}
