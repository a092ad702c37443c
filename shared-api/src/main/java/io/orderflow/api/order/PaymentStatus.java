package io.orderflow.api.order;

/** What became of the customer's money. */
public enum PaymentStatus {
  /** Not taken, as far as is known. */
  PENDING,
  /** The order costs nothing. */
  NOT_REQUIRED,
  CAPTURED,
  /** The payment partner said a definitive no. */
  DECLINED,
  /** No answer came in time; the order was given up and nothing is kept. */
  TIMED_OUT,
  /** The order ended before the payment partner was asked for anything. */
  NOT_CHARGED,
  /** Money was taken that must go back, and has not yet. */
  REFUND_PENDING,
  /** It went back, or a person has settled by other means what was owed. */
  REFUNDED,
  /**
   * The payment partner, or a person who has asked them, confirmed that nothing was charged and
   * nothing will be.
   */
  VOIDED
}
