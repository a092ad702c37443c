package io.orderflow.simulator.ledger;

/** An idempotency key, which is unique per kind of request. */
public record RequestId(Kind kind, String key) {

  /** The kinds of requests that have keys of their own. */
  public enum Kind {
    CHARGE,
    REFUND,
    JOB,
    SHIPMENT,
    NOTIFICATION
  }
}
