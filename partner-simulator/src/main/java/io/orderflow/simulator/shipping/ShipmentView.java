package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestRecord;
import org.jspecify.annotations.Nullable;

/** A shipment as it is told: what is not known about it is left out. */
record ShipmentView(
    String status,
    String key,
    String orderId,
    @Nullable String trackingNumber,
    @Nullable String code,
    @Nullable String detail) {

  static ShipmentView tracked(String status, RequestRecord requestRecord) {
    return new ShipmentView(
        status,
        requestRecord.id().key(),
        requestRecord.terms().orderId(),
        requestRecord.requireReference(),
        null,
        null);
  }

  static ShipmentView refused(RequestRecord requestRecord) {
    Refusal why = requestRecord.requireRefusal();
    return new ShipmentView(
        "REFUSED",
        requestRecord.id().key(),
        requestRecord.terms().orderId(),
        null,
        why.code(),
        why.detail());
  }

  /** A shipment of which no more is to be said than where it stands. */
  static ShipmentView plain(String status, RequestRecord requestRecord) {
    return new ShipmentView(
        status, requestRecord.id().key(), requestRecord.terms().orderId(), null, null, null);
  }
}
