package io.orderflow.simulator.shipping;

import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.wire.FieldChecks;
import io.orderflow.simulator.wire.GoodsLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

record ShipmentRequest(
    String orderId, List<GoodsLine> lines, @Nullable ParcelAddress address, String callbackUrl) {

  ShipmentRequest {
    orderId = FieldChecks.orderId(orderId);
    lines = FieldChecks.lines(lines);
    callbackUrl = FieldChecks.callbackUrl(callbackUrl);
  }

  RequestTerms terms() {
    return ShippingBehavior.terms(orderId, lines, callbackUrl);
  }
}
