package io.orderflow.api.order;

/**
 * What an operator found out about a shipment without a report. Other steps need no outcome: they
 * count as done.
 */
public enum ShipmentResolution {
  SHIPPED,
  NOT_SHIPPED
}
