package io.orderflow.inbox;

import io.orderflow.api.order.OrderCommand;

/** What a notice means to its order. */
public sealed interface Interpretation {

  record Command(OrderCommand command) implements Interpretation {}

  /** Well-formed, and nothing the order does not know. */
  record Irrelevant() implements Interpretation {}

  /** Well-formed, but nothing any order could be told. */
  record Unusable(UnmatchedReason reason, String detail) implements Interpretation {}
}
