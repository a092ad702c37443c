package io.orderflow.integration.kafka;

/** How a CloudEvent is laid out in a record. */
enum ContentMode {
  /** Its attributes in headers, its data as the value. */
  BINARY,
  /** All of it as one JSON document in the value. */
  STRUCTURED
}
