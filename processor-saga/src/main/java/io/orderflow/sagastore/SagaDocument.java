package io.orderflow.sagastore;

import org.jspecify.annotations.Nullable;

/** All that is kept of a saga: an immutable record, stored as JSON and lent to its workers. */
public interface SagaDocument {

  /** The order whose events the saga hears. */
  String orderId();

  /** Grows with every state; what answers an older one is stale. */
  long turn();

  /** The pending task in words, for whoever lists the table; null where only time is waited for. */
  @Nullable String pending();
}
