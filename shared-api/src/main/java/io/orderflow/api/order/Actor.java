package io.orderflow.api.order;

/** On whose behalf something was asked of an order. */
public enum Actor {
  CUSTOMER,
  OPERATOR,
  /** orderflow itself, following a rule. */
  SYSTEM
}
