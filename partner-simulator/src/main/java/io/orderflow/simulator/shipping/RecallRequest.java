package io.orderflow.simulator.shipping;

import io.orderflow.simulator.wire.FieldChecks;

record RecallRequest(String orderId, String shipmentKey) {

  RecallRequest {
    orderId = FieldChecks.orderId(orderId);
    shipmentKey = FieldChecks.key("shipmentKey", shipmentKey);
  }
}
