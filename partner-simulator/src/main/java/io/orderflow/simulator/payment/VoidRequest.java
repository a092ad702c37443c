package io.orderflow.simulator.payment;

import io.orderflow.simulator.wire.FieldChecks;

record VoidRequest(String orderId, String chargeKey) {

  VoidRequest {
    orderId = FieldChecks.orderId(orderId);
    chargeKey = FieldChecks.key("chargeKey", chargeKey);
  }
}
