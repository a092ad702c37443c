package io.orderflow.simulator.payment;

import io.orderflow.simulator.ledger.PartnerMoney;
import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.ScheduledCallback;
import org.jspecify.annotations.Nullable;

record PaymentCallback(
    String eventId,
    String type,
    String orderId,
    String key,
    @Nullable String chargeId,
    @Nullable PartnerMoney amount,
    @Nullable String code,
    @Nullable String detail) {

  static PaymentCallback of(ScheduledCallback event, RequestRecord request) {
    String orderId = request.terms().orderId();
    String key = request.id().key();
    if (request.standing() == Standing.REFUSED) {
      Refusal why = request.requireRefusal();
      return new PaymentCallback(
          event.eventId(), "DECLINED", orderId, key, null, null, why.code(), why.detail());
    }
    return new PaymentCallback(
        event.eventId(),
        "CHARGED",
        orderId,
        key,
        request.requireReference(),
        request.requireAmount(),
        null,
        null);
  }
}
