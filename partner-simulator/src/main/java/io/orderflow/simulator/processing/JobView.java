package io.orderflow.simulator.processing;

import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.book.RequestRecord;
import org.jspecify.annotations.Nullable;

/** A job as it is told: what is not known about it is left out. */
record JobView(
    String status,
    String key,
    String orderId,
    @Nullable String jobId,
    @Nullable String code,
    @Nullable String detail) {

  static JobView completed(RequestRecord requestRecord) {
    return new JobView(
        "COMPLETED",
        requestRecord.id().key(),
        requestRecord.terms().orderId(),
        requestRecord.requireReference(),
        null,
        null);
  }

  static JobView refused(RequestRecord requestRecord) {
    Refusal why = requestRecord.requireRefusal();
    return new JobView(
        "REFUSED",
        requestRecord.id().key(),
        requestRecord.terms().orderId(),
        null,
        why.code(),
        why.detail());
  }

  /** A job of which no more is to be said than where it stands. */
  static JobView plain(String status, RequestRecord requestRecord) {
    return new JobView(
        status, requestRecord.id().key(), requestRecord.terms().orderId(), null, null, null);
  }
}
