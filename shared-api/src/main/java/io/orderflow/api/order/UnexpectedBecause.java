package io.orderflow.api.order;

/** Why a charge is not the order's payment and goes back. */
public enum UnexpectedBecause {
  /**
   * The order was not waiting for a payment: it was being cancelled, or had ended, when the charge
   * was reported.
   */
  NOT_AWAITED,
  /** The order is paid already. */
  SECOND_CHARGE,
  WRONG_AMOUNT,
  /** The charge was made under a key this order never asked with. */
  FOREIGN_KEY
}
