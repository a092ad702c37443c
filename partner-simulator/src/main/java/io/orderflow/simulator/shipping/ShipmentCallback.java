package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.RequestRecord.Standing;
import io.orderflow.simulator.book.ScheduledCallback;
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

  static ShipmentCallback of(ScheduledCallback event, RequestRecord requestRecord) {
    String orderId = requestRecord.terms().orderId();
    String key = requestRecord.id().key();
    String type = event.type().name();
    if (requestRecord.standing() == Standing.REFUSED) {
      Refusal why = requestRecord.requireRefusal();
      return new ShipmentCallback(
          event.eventId(), type, orderId, key, null, why.code(), why.detail());
    }
    return new ShipmentCallback(
        event.eventId(), type, orderId, key, requestRecord.requireReference(), null, null);
  }

  static ShipmentCallback saying(ShipmentView view, String eventId) {
    return new ShipmentCallback(
        eventId, view.status(), view.orderId(), view.key(), view.trackingNumber(), null, null);
  }

  static ShipmentCallback refusing(ShippingMessage shippingMessage, Refusal why, String eventId) {
    String type =
        switch (shippingMessage) {
          case ShippingMessage.Ship ship -> "REFUSED";
          case ShippingMessage.Recall recall -> "CANCELLATION_REFUSED";
        };
    return new ShipmentCallback(
        eventId,
        type,
        shippingMessage.orderId(),
        shippingMessage.shipment(),
        null,
        why.code(),
        why.detail());
  }
}
