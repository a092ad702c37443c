package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Refusal;
import org.jspecify.annotations.Nullable;

/** A shipment as it is told: what is not known about it is left out. */
record ShipmentView(
    String status,
    String key,
    String orderId,
    @Nullable String trackingNumber,
    @Nullable String code,
    @Nullable String detail) {

  static ShipmentView tracked(String status, Deal deal) {
    return new ShipmentView(
        status, deal.id().key(), deal.terms().orderId(), deal.requireReference(), null, null);
  }

  static ShipmentView refused(Deal deal) {
    Refusal why = deal.requireRefusal();
    return new ShipmentView(
        "REFUSED", deal.id().key(), deal.terms().orderId(), null, why.code(), why.detail());
  }

  /** A shipment of which no more is to be said than where it stands. */
  static ShipmentView plain(String status, Deal deal) {
    return new ShipmentView(status, deal.id().key(), deal.terms().orderId(), null, null, null);
  }
}
