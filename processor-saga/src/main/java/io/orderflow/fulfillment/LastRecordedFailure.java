package io.orderflow.fulfillment;

import io.orderflow.api.order.Attempt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last failed attempt that became an event of the order. */
public record LastRecordedFailure(String error, Instant at) {

  private static final int FIRST = 10;
  private static final Duration PAUSE_OF_ANOTHER_ERROR = Duration.ofMinutes(10);
  private static final Duration PAUSE_OF_THE_SAME_ERROR = Duration.ofHours(1);

  /**
   * Whether the next failure becomes an event, too: each of the first ten does, later the same
   * error once an hour and another one every ten minutes. Otherwise an outage of days would fill
   * the order's stream, even if it alternated between two errors.
   */
  static boolean isDue(
      @Nullable LastRecordedFailure last, Attempt attempt, String error, Instant now) {
    return attempt.number() <= FIRST
        || last == null
        || !now.isBefore(last.at().plus(pause(last, error)));
  }

  private static Duration pause(LastRecordedFailure last, String error) {
    return last.error().equals(error) ? PAUSE_OF_THE_SAME_ERROR : PAUSE_OF_ANOTHER_ERROR;
  }
}
