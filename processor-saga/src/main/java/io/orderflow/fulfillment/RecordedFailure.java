package io.orderflow.fulfillment;

import io.orderflow.api.order.Attempt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last failed try that became an event of the order, and when. */
public record RecordedFailure(String error, Instant at) {

  private static final int EACH_OF_THE_FIRST = 10;
  private static final Duration NEWS_AT_MOST_EVERY = Duration.ofMinutes(10);
  private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

  /**
   * Whether this failure becomes one too: each of the first ten does, then one an hour, or sooner
   * what says something else. An outage of days would otherwise fill the order with its
   * repetitions; so would one that says two things by turns, each of them news after the other,
   * which is why news has to wait its ten minutes as well.
   */
  static boolean isDue(@Nullable RecordedFailure last, Attempt tried, String error, Instant now) {
    return tried.number() <= EACH_OF_THE_FIRST
        || last == null
        || !now.isBefore(last.at().plus(pause(last, error)));
  }

  private static Duration pause(RecordedFailure last, String error) {
    return last.error().equals(error) ? AT_LEAST_EVERY : NEWS_AT_MOST_EVERY;
  }
}
