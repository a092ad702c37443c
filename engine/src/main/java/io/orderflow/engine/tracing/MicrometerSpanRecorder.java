package io.orderflow.engine.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.orderflow.engine.logging.LogContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Records spans where a collector is configured. */
final class MicrometerSpanRecorder implements SpanRecorder {

  private final Tracer tracer;

  MicrometerSpanRecorder(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public boolean isRecording() {
    return true;
  }

  @Override
  public <T extends @Nullable Object> T call(
      SpanDescription description, @Nullable String traceParent, Callable<T> work)
      throws Exception {
    var parent = traceParent == null ? null : TraceParent.parse(traceParent, tracer);
    if (parent == null) {
      return work.call();
    }
    var builder = tracer.spanBuilder().setParent(parent).name(description.name());
    var kind = kind(description.kind());
    if (kind != null) {
      builder.kind(kind);
    }
    description.tags().forEach(builder::tag);
    return within(builder.start(), work);
  }

  private <T extends @Nullable Object> T within(Span span, Callable<T> work) throws Exception {
    try (var _ = LogContext.open();
        var _ = tracer.withSpan(span)) {
      LogContext.trace(span.context().traceId());
      return CurrentSpan.in(span).<T, Exception>call(work::call);
    } catch (Exception | Error failed) {
      span.error(failed);
      throw failed;
    } finally {
      span.end();
    }
  }

  private static Span.@Nullable Kind kind(SpanDescription.Kind kind) {
    return switch (kind) {
      case CLIENT -> Span.Kind.CLIENT;
      case SERVER -> Span.Kind.SERVER;
      case CONSUMER -> Span.Kind.CONSUMER;
      case INTERNAL -> null;
    };
  }
}
