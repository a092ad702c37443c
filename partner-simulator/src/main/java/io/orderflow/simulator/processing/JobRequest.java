package io.orderflow.simulator.processing;

import io.orderflow.simulator.book.Terms;
import io.orderflow.simulator.wire.Checked;
import io.orderflow.simulator.wire.Line;
import java.util.List;

record JobRequest(String orderId, List<Line> lines) {

  JobRequest {
    orderId = Checked.orderId(orderId);
    lines = Checked.lines(lines);
  }

  Terms terms() {
    String asked = orderId + " " + Line.canonical(lines);
    String magic = Line.firstOf(lines, Jobs.MAGIC);
    return new Terms(orderId, Terms.fingerprint(asked), magic, null, null);
  }
}
