package io.orderflow.api.order;

/** How far the goods have come. */
public enum FulfillmentStatus {
  PENDING,
  RESERVED,
  PROCESSED,
  DISPATCHED,
  DELIVERED,
  /** The goods went back to stock, or were never taken from it. */
  RELEASED
}
