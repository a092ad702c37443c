package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Appointment;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.Refusal;
import org.jspecify.annotations.Nullable;

/** What is told about a shipment: by callback, or by a reply over Kafka. */
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

  static ShipmentCallback saying(ShipmentView view, String eventId) {
    return new ShipmentCallback(
        eventId, view.status(), view.orderId(), view.key(), view.trackingNumber(), null, null);
  }

  static ShipmentCallback refusing(Asked asked, Refusal why, String eventId) {
    String type =
        switch (asked) {
          case Asked.Ship ship -> "REFUSED";
          case Asked.Recall recall -> "CANCELLATION_REFUSED";
        };
    return new ShipmentCallback(
        eventId, type, asked.orderId(), asked.shipment(), null, why.code(), why.detail());
  }
}
