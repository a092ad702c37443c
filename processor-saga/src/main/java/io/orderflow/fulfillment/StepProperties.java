package io.orderflow.fulfillment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * How patient the process is with one step. Whatever is left out is as patient as the step's
 * default.
 *
 * @param deadline until the step is overdue
 * @param onDeadline whether an overdue order is given up, {@code cancel}, or raises an attention
 *     and is tried on, {@code hold}. Stock and payment can only cancel, delivery and compensation
 *     only hold; processing and shipping hold unless told otherwise
 * @param backoff the pauses between its tries, each drawn at random; not for delivery, for which
 *     nobody can be asked
 */
record StepProperties(
    @Nullable Duration deadline,
    @Nullable OnDeadline onDeadline,
    @NestedConfigurationProperty @Nullable Backoff backoff) {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  StepProperties {
    if (deadline != null && !deadline.isPositive()) {
      throw new IllegalArgumentException(
          "orderflow.fulfillment: deadline must be longer than nothing");
    }
  }

  /** What happens to an order whose step is overdue. */
  enum OnDeadline {
    CANCEL,
    HOLD
  }

  Duration deadlineOr(Duration byDefault) {
    return deadline == null ? byDefault : deadline;
  }

  Backoff backoffUpTo(Duration max) {
    return backoff == null ? new Backoff(FIRST_PAUSE, max) : backoff;
  }

  /** Once money was taken, an order is held unless somebody has decided otherwise. */
  boolean isHeld() {
    return onDeadline != OnDeadline.CANCEL;
  }
}
