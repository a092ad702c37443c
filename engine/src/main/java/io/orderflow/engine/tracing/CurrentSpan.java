package io.orderflow.engine.tracing;

import io.micrometer.tracing.Span;
import org.jspecify.annotations.Nullable;

/** The span of the work that this thread does. Where nothing is recorded, all of this is empty. */
public final class CurrentSpan {

  private static final ScopedValue<Span> CURRENT = ScopedValue.newInstance();

  private CurrentSpan() {}

  /** The header {@code traceparent} of a request that the work makes; null without a span. */
  public static @Nullable String traceParent() {
    return CURRENT.isBound() ? TraceParent.of(CURRENT.get().context()) : null;
  }

  /** Adds what became known meanwhile. */
  public static void tag(String key, String value) {
    if (CURRENT.isBound()) {
      CURRENT.get().tag(key, value);
    }
  }

  /** Marks the span as failed, where the work goes on without an exception. */
  public static void fail(String error) {
    if (CURRENT.isBound()) {
      CURRENT.get().error(new UnsuccessfulWorkException(error));
    }
  }

  static ScopedValue.Carrier in(Span span) {
    return ScopedValue.where(CURRENT, span);
  }

  /** Has no stack trace: it only carries the words. */
  private static final class UnsuccessfulWorkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsuccessfulWorkException(String error) {
      super(error, null, false, false);
    }
  }
}
