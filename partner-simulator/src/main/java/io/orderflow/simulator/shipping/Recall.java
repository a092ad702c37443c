package io.orderflow.simulator.shipping;

import io.orderflow.simulator.wire.Checked;

record Recall(String orderId, String shipmentKey) {

  Recall {
    orderId = Checked.orderId(orderId);
    shipmentKey = Checked.key("shipmentKey", shipmentKey);
  }
}
