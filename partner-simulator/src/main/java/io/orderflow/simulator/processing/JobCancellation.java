package io.orderflow.simulator.processing;

import io.orderflow.simulator.wire.FieldChecks;

record JobCancellation(String orderId, String jobKey) {

  JobCancellation {
    orderId = FieldChecks.orderId(orderId);
    jobKey = FieldChecks.key("jobKey", jobKey);
  }
}
