package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Appointment;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.Refusal;
import org.jspecify.annotations.Nullable;

record ShipmentCallback(
    String eventId,
    String type,
    String orderId,
    String key,
    @Nullable String trackingNumber,
    @Nullable String code,
    @Nullable String detail) {

  static ShipmentCallback of(Appointment event, Deal deal) {
    String orderId = deal.terms().orderId();
    String key = deal.id().key();
    String type = event.type().name();
    if (deal.standing() == Standing.REFUSED) {
      Refusal why = deal.requireRefusal();
      return new ShipmentCallback(
          event.eventId(), type, orderId, key, null, why.code(), why.detail());
    }
    return new ShipmentCallback(
        event.eventId(), type, orderId, key, deal.requireReference(), null, null);
  }
}
