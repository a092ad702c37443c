package io.orderflow.engine.tracing;

import org.jspecify.annotations.Nullable;

/** The span of the work that this thread does. Where nothing is recorded, all of this is empty. */
public final class CurrentSpan {

  private static final ScopedValue<RecordedSpan> CURRENT = ScopedValue.newInstance();

  private CurrentSpan() {}

  /** The header {@code traceparent} of a request that the work makes; null without a span. */
  public static @Nullable String traceParent() {
    return CURRENT.isBound() ? CURRENT.get().traceParent() : null;
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
      CURRENT.get().fail(error);
    }
  }

  static ScopedValue.Carrier in(RecordedSpan span) {
    return ScopedValue.where(CURRENT, span);
  }

  /** A span that has begun and not ended. */
  interface RecordedSpan {

    String traceParent();

    void tag(String key, String value);

    void fail(String error);
  }
}
