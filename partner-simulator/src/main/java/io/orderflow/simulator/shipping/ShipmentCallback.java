package io.orderflow.simulator.shipping;

import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import io.orderflow.simulator.ledger.ScheduledCallback;
import org.jspecify.annotations.Nullable;

/** A report about a shipment: a callback over HTTP, or a reply over Kafka. */
record ShipmentCallback(
    String eventId,
    String type,
    String orderId,
    String key,
    @Nullable String trackingNumber,
    @Nullable String code,
    @Nullable String detail) {

  static ShipmentCallback of(ScheduledCallback event, RequestRecord request) {
    String orderId = request.terms().orderId();
    String key = request.id().key();
    String type = event.type().name();
    if (request.standing() == Standing.REFUSED) {
      Refusal why = request.requireRefusal();
      return new ShipmentCallback(
          event.eventId(), type, orderId, key, null, why.code(), why.detail());
    }
    return new ShipmentCallback(
        event.eventId(), type, orderId, key, request.requireReference(), null, null);
  }

  static ShipmentCallback saying(ShipmentView view, String eventId) {
    return new ShipmentCallback(
        eventId, view.status(), view.orderId(), view.key(), view.trackingNumber(), null, null);
  }

  static ShipmentCallback refusing(ShippingMessage request, Refusal why, String eventId) {
    String type =
        switch (request) {
          case ShippingMessage.Ship ship -> "REFUSED";
          case ShippingMessage.Recall recall -> "CANCELLATION_REFUSED";
        };
    return new ShipmentCallback(
        eventId, type, request.orderId(), request.shipment(), null, why.code(), why.detail());
  }
}
