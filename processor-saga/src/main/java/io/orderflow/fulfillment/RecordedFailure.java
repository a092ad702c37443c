package io.orderflow.fulfillment;

import io.orderflow.api.order.Attempt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last failed try that became an event of the order, and when. */
public record RecordedFailure(String error, Instant at) {

  private static final int EACH_OF_THE_FIRST = 10;
  private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

  /**
   * Whether this failure becomes one too: each of the first ten does, then those that say something
   * else, and one an hour. An outage of days would otherwise fill the order with its repetitions.
   */
  static boolean isDue(@Nullable RecordedFailure last, Attempt tried, String error, Instant now) {
    return tried.number() <= EACH_OF_THE_FIRST
        || last == null
        || !last.error().equals(error)
        || !now.isBefore(last.at().plus(AT_LEAST_EVERY));
  }
}
