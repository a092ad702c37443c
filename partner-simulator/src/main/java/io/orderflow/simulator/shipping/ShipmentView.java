package io.orderflow.simulator.shipping;

import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestRecord;
import org.jspecify.annotations.Nullable;

/** The representation of a shipment, without unknown members. */
record ShipmentView(
    String status,
    String key,
    String orderId,
    @Nullable String trackingNumber,
    @Nullable String code,
    @Nullable String detail) {

  static ShipmentView tracked(String status, RequestRecord request) {
    return new ShipmentView(
        status,
        request.id().key(),
        request.terms().orderId(),
        request.requireReference(),
        null,
        null);
  }

  static ShipmentView refused(RequestRecord request) {
    Refusal why = request.requireRefusal();
    return new ShipmentView(
        "REFUSED", request.id().key(), request.terms().orderId(), null, why.code(), why.detail());
  }

  static ShipmentView plain(String status, RequestRecord request) {
    return new ShipmentView(
        status, request.id().key(), request.terms().orderId(), null, null, null);
  }
}
