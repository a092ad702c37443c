package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.wire.Checked;
import io.orderflow.simulator.wire.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

record ShipmentRequest(
    String orderId, List<Line> lines, @Nullable Address address, String callbackUrl) {

  ShipmentRequest {
    orderId = Checked.orderId(orderId);
    lines = Checked.lines(lines);
    callbackUrl = Checked.callbackUrl(callbackUrl);
  }

  Terms terms() {
    return Shipments.terms(orderId, lines, callbackUrl);
  }
}
