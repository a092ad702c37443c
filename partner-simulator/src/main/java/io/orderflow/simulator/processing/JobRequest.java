package io.orderflow.simulator.processing;

import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.wire.FieldChecks;
import io.orderflow.simulator.wire.GoodsLine;
import java.util.List;

record JobRequest(String orderId, List<GoodsLine> lines) {

  JobRequest {
    orderId = FieldChecks.orderId(orderId);
    lines = FieldChecks.lines(lines);
  }

  RequestTerms terms() {
    String asked = orderId + " " + GoodsLine.canonical(lines);
    String magic = GoodsLine.firstOf(lines, ProcessingBehavior.MAGIC);
    return new RequestTerms(orderId, RequestTerms.fingerprint(asked), magic, null, null);
  }
}
