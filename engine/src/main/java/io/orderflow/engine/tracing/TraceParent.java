package io.orderflow.engine.tracing;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which a trace is stored and passed on: <a
 * href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>, version 00.
 */
final class TraceParent {

  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final int SAMPLED = 1;

  private TraceParent() {}

  static String of(TraceContext context) {
    return String.format(
        Locale.ROOT,
        "00-%s-%s-%02x",
        context.traceId(),
        context.spanId(),
        Boolean.TRUE.equals(context.sampled()) ? SAMPLED : 0);
  }

  /** Null if it has another form. */
  static @Nullable TraceContext parse(String text, Tracer tracer) {
    var form = FORM.matcher(text);
    return form.matches()
        ? tracer
            .traceContextBuilder()
            .traceId(form.group(1))
            .spanId(form.group(2))
            .sampled((Integer.parseInt(form.group(3), 16) & SAMPLED) != 0)
            .build()
        : null;
  }
}
