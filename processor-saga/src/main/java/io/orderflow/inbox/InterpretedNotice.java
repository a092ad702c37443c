package io.orderflow.inbox;

import io.orderflow.api.order.OrderCommand;

/** The meaning of a notice for its order. */
public sealed interface InterpretedNotice {

  record Command(OrderCommand command) implements InterpretedNotice {}

  /** Well-formed, and of no consequence. */
  record Irrelevant() implements InterpretedNotice {}

  /** Well-formed, but meaningless for every order. */
  record Unusable(UnmatchedReason reason, String detail) implements InterpretedNotice {}
}
