package io.orderflow.simulator.processing;

import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.Refusal;
import org.jspecify.annotations.Nullable;

/** A job as it is told: what is not known about it is left out. */
record JobView(
    String status,
    String key,
    String orderId,
    @Nullable String jobId,
    @Nullable String code,
    @Nullable String detail) {

  static JobView completed(Deal deal) {
    return new JobView(
        "COMPLETED", deal.id().key(), deal.terms().orderId(), deal.requireReference(), null, null);
  }

  static JobView refused(Deal deal) {
    Refusal why = deal.requireRefusal();
    return new JobView(
        "REFUSED", deal.id().key(), deal.terms().orderId(), null, why.code(), why.detail());
  }

  /** A job of which no more is to be said than where it stands. */
  static JobView plain(String status, Deal deal) {
    return new JobView(status, deal.id().key(), deal.terms().orderId(), null, null, null);
  }
}
