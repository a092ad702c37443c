package io.orderflow.api.order;

/** What became of the customer's money. */
public enum PaymentStatus {
  /** Not taken, as far as is known. */
  PENDING,
  CAPTURED,
  /** The payment partner said a definitive no. */
  DECLINED,
  /** No answer came in time; the order was given up and nothing is kept. */
  TIMED_OUT,
  /** Money was taken that must go back, and has not yet. */
  REFUND_PENDING,
  REFUNDED,
  /** The payment partner confirmed that nothing was charged and nothing will be. */
  VOIDED
}
