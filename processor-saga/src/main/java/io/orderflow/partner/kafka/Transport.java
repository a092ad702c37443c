package io.orderflow.partner.kafka;

/** How orderflow and the carrier exchange messages. */
public enum Transport {
  HTTP,
  KAFKA
}
