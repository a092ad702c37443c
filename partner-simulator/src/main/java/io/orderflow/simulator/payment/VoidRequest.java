package io.orderflow.simulator.payment;

import io.orderflow.simulator.wire.Checked;

record VoidRequest(String orderId, String chargeKey) {

  VoidRequest {
    orderId = Checked.orderId(orderId);
    chargeKey = Checked.key("chargeKey", chargeKey);
  }
}
