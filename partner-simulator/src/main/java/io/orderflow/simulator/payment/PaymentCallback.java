package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.Appointment;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.Money;
import io.orderflow.simulator.book.Refusal;
import org.jspecify.annotations.Nullable;

record PaymentCallback(
    String eventId,
    String type,
    String orderId,
    String key,
    @Nullable String chargeId,
    @Nullable Money amount,
    @Nullable String code,
    @Nullable String detail) {

  static PaymentCallback of(Appointment event, Deal deal) {
    String orderId = deal.terms().orderId();
    String key = deal.id().key();
    if (deal.standing() == Standing.REFUSED) {
      Refusal why = deal.requireRefusal();
      return new PaymentCallback(
          event.eventId(), "DECLINED", orderId, key, null, null, why.code(), why.detail());
    }
    return new PaymentCallback(
        event.eventId(),
        "CHARGED",
        orderId,
        key,
        deal.requireReference(),
        deal.requireAmount(),
        null,
        null);
  }
}
