package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.PartnerMoney;
import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.ScheduledCallback;
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

  static PaymentCallback of(ScheduledCallback event, RequestRecord requestRecord) {
    String orderId = requestRecord.terms().orderId();
    String key = requestRecord.id().key();
    if (requestRecord.standing() == Standing.REFUSED) {
      Refusal why = requestRecord.requireRefusal();
      return new PaymentCallback(
          event.eventId(), "DECLINED", orderId, key, null, null, why.code(), why.detail());
    }
    return new PaymentCallback(
        event.eventId(),
        "CHARGED",
        orderId,
        key,
        requestRecord.requireReference(),
        requestRecord.requireAmount(),
        null,
        null);
  }
}
