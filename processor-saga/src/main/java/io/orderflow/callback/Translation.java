package io.orderflow.callback;

import io.orderflow.api.order.OrderCommand;

/** A notice in the words of the order. */
sealed interface Translation {

  record Report(OrderCommand command) implements Translation {}

  /** Well-formed, and nothing the order does not know. */
  record NoNews() implements Translation {}

  /** Well-formed, but nothing any order could be told. */
  record Senseless(UnmatchedReason reason, String detail) implements Translation {}
}
