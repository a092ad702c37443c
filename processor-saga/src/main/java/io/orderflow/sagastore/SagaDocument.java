package io.orderflow.sagastore;

import org.jspecify.annotations.Nullable;

/** The state of a saga: an immutable record with value equality, stored as JSON. */
public interface SagaDocument {

  /** The order whose events the saga handles. */
  String orderId();

  /** Grows with every decision; what refers to an earlier turn is stale. */
  long turn();

  /** The pending task in words, for operators; null while only the deadline is waited for. */
  @Nullable String pending();
}
