package io.orderflow.integration.webhook;

/** The kinds of outcomes of an attempt. */
enum DeliveryOutcome {
  /** The answer was a 2xx. */
  DELIVERED,
  /** There was another answer. */
  REFUSED,
  /** There was no answer in time, or no connection. */
  UNANSWERED
}
