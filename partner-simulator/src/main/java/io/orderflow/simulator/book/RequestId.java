package io.orderflow.simulator.book;

/** A request's idempotency key, which only means something together with what was asked for. */
public record RequestId(Kind kind, String key) {

  /** What a partner can be asked for under a key. */
  public enum Kind {
    CHARGE,
    REFUND,
    JOB,
    SHIPMENT
  }
}
