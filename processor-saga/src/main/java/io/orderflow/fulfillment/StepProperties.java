package io.orderflow.fulfillment;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Timeouts of one step; what is left out has the step's default.
 *
 * @param deadline after which the step is overdue
 * @param onDeadline {@code cancel} an overdue order, or {@code hold} it: raise an attention and
 *     retry. Stock and payment can only cancel, delivery and compensation only hold; processing and
 *     shipping hold by default
 * @param backoff the random pauses between attempts; not for delivery, which is only awaited
 */
record StepProperties(
    @DurationMin(nanos = 1) @Nullable Duration deadline,
    @Nullable OnDeadline onDeadline,
    @NestedConfigurationProperty @Nullable Backoff backoff) {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

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

  boolean isHeld() {
    return onDeadline != OnDeadline.CANCEL;
  }
}
