package io.orderflow.api.order;

/** What a client can ask of an existing order. */
public enum OrderAction {
  CANCEL
}
