package io.orderflow.inbox;

import io.orderflow.api.order.OrderCommand;

/** A notice in the words of the order. */
public sealed interface Interpretation {

  record Report(OrderCommand command) implements Interpretation {}

  /** Well-formed, and nothing the order does not know. */
  record NoNews() implements Interpretation {}

  /** Well-formed, but nothing any order could be told. */
  record Senseless(UnmatchedReason reason, String detail) implements Interpretation {}
}
