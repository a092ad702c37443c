package io.orderflow.simulator.processing;

import io.orderflow.simulator.ledger.Refusal;
import io.orderflow.simulator.ledger.RequestRecord;
import org.jspecify.annotations.Nullable;

/** The representation of a job, without unknown members. */
record JobView(
    String status,
    String key,
    String orderId,
    @Nullable String jobId,
    @Nullable String code,
    @Nullable String detail) {

  static JobView completed(RequestRecord request) {
    return new JobView(
        "COMPLETED",
        request.id().key(),
        request.terms().orderId(),
        request.requireReference(),
        null,
        null);
  }

  static JobView refused(RequestRecord request) {
    Refusal why = request.requireRefusal();
    return new JobView(
        "REFUSED", request.id().key(), request.terms().orderId(), null, why.code(), why.detail());
  }

  static JobView plain(String status, RequestRecord request) {
    return new JobView(status, request.id().key(), request.terms().orderId(), null, null, null);
  }
}
