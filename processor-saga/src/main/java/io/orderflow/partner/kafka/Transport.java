package io.orderflow.partner.kafka;

/** The transport between orderflow and the carrier. */
public enum Transport {
  HTTP,
  KAFKA
}
