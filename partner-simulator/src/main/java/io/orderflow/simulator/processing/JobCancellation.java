package io.orderflow.simulator.processing;

import io.orderflow.simulator.wire.Checked;

record JobCancellation(String orderId, String jobKey) {

  JobCancellation {
    orderId = Checked.orderId(orderId);
    jobKey = Checked.key("jobKey", jobKey);
  }
}
