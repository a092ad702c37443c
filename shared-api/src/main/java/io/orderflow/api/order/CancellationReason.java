package io.orderflow.api.order;

/** Why an order was cancelled. */
public enum CancellationReason {
  CUSTOMER,
  OPERATOR,
  /** The catalog said no. */
  OUT_OF_STOCK,
  /** The catalog did not answer in time. */
  STOCK_UNAVAILABLE,
  PAYMENT_DECLINED,
  PAYMENT_TIMED_OUT,
  PROCESSING_REFUSED,
  PROCESSING_TIMED_OUT,
  SHIPPING_REFUSED,
  SHIPPING_TIMED_OUT
}
