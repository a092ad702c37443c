package io.orderflow.engine.logging;

import io.orderflow.api.Step;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the lines that this thread logs are about, as fields of their own next to the message.
 * {@link #open} begins a piece of work; closing restores what was known before it.
 *
 * <p>Names are those of ECS where it has one, and written as an object where they have a dot.
 */
public final class LogContext implements AutoCloseable {

  /** The id of the order. */
  public static final String ORDER = "order.id";

  /** The step of the order that is worked on. */
  public static final String STEP = "order.step";

  /** The id of the request that everything here followed from. */
  public static final String TRACE = "trace.id";

  private final @Nullable Map<String, String> before;

  private LogContext(@Nullable Map<String, String> before) {
    this.before = before;
  }

  /** Begins a piece of work; the fields can be added as they become known. */
  public static LogContext open() {
    return new LogContext(MDC.getCopyOfContextMap());
  }

  /** Begins work on an order. A value that is null leaves the field as it is. */
  public static LogContext open(
      String orderId, @Nullable Step step, @Nullable String correlationId) {
    var opened = open();
    order(orderId, step);
    trace(correlationId);
    return opened;
  }

  /** Names the order, and the step if there is one, until the work that is open ends. */
  public static void order(String orderId, @Nullable Step step) {
    MDC.put(ORDER, orderId);
    if (step != null) {
      MDC.put(STEP, step.name());
    }
  }

  /** Names the request, until the work that is open ends. */
  public static void trace(@Nullable String correlationId) {
    if (correlationId != null) {
      MDC.put(TRACE, correlationId);
    }
  }

  @Override
  public void close() {
    if (before == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(before);
    }
  }
}
