package io.orderflow.engine.tracing;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Records pieces of an order's work as spans. A span begins and ends with its piece of work, and
 * none is kept open between two pieces: hours and restarts may lie there. What is stored instead is
 * the {@code traceparent} of the work that led to the next piece.
 */
public interface SpanRecorder {

  /** Records nothing: where no collector is configured. */
  SpanRecorder NONE =
      new SpanRecorder() {
        @Override
        public boolean isRecording() {
          return false;
        }

        @Override
        public <T extends @Nullable Object> T call(
            SpanDescription span, @Nullable String traceParent, Callable<T> work) throws Exception {
          return work.call();
        }
      };

  /** Whether traces are recorded at all, so that a caller need not look for a parent in vain. */
  boolean isRecording();

  /**
   * Does the work within a span, which ends with it. An exception marks the span as failed.
   *
   * @param traceParent of the work that led to this one, in the form of W3C Trace Context. Without
   *     one, as for an order that was placed while nothing was recorded, the work is done without a
   *     span: it would begin a trace of its own
   */
  <T extends @Nullable Object> T call(
      SpanDescription span, @Nullable String traceParent, Callable<T> work) throws Exception;

  /** The same for work without a result. */
  default void run(SpanDescription span, @Nullable String traceParent, Runnable work) {
    try {
      this.<@Nullable Void>call(
          span,
          traceParent,
          () -> {
            work.run();
            return null;
          });
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException("a Runnable throws no checked exception", impossible);
    }
  }
}
