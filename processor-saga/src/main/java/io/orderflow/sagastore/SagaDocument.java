package io.orderflow.sagastore;

import io.orderflow.api.Step;
import io.orderflow.engine.tracing.SpanDescription;
import org.jspecify.annotations.Nullable;

/** The state of a saga: an immutable record with value equality, stored as JSON. */
public interface SagaDocument {

  /** The order whose events the saga handles. */
  String orderId();

  /** Grows with every decision; what refers to an earlier turn is stale. */
  long turn();

  /** The pending task in words, for operators; null while only the deadline is waited for. */
  @Nullable String pending();

  /** The step that the pending task is about, for the log; null where there is none. */
  default @Nullable Step step() {
    return null;
  }

  /** The id of the request that the state followed from, for the log; null where not known. */
  default @Nullable String correlationId() {
    return null;
  }

  /** What the work on the pending task is shown as in the order's trace. */
  default SpanDescription span() {
    return SpanDescription.of("task", SpanDescription.Kind.INTERNAL);
  }

  /** The place in the order's trace that the state followed from; null where there is none. */
  default @Nullable String traceParent() {
    return null;
  }
}
