package io.orderflow.integration.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/** When a failed delivery is retried, and when it is given up. */
final class RetrySchedule {

  private static final int FACTOR = 3;

  /** So that the events of one outage do not all come back at the same moment. */
  private static final double JITTER = 0.2;

  /** The longest that an endpoint is left alone that did not answer. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Duration first;
  private final Duration longest;
  private final Duration giveUpAfter;
  private final DoubleSupplier chance;

  /**
   * @param chance from 0 to 1
   */
  RetrySchedule(WebhookProperties properties, DoubleSupplier chance) {
    this.first = properties.firstRetry();
    this.longest = properties.longestRetry();
    this.giveUpAfter = properties.giveUpAfter();
    this.chance = chance;
  }

  /**
   * When an event is tried again. The last try is when its time is over.
   *
   * @param begun when it was tried first
   * @param failures how often it has failed since then, 1 or more
   */
  Instant next(Instant begun, Instant now, int failures, AttemptResult result) {
    var pause = jittered(grown(first, failures, longest));
    var asked = result.retryAfter();
    if (asked != null && asked.compareTo(pause) > 0) {
      pause = atMost(asked, longest);
    }
    var next = now.plus(pause);
    var last = begun.plus(giveUpAfter);
    return now.isBefore(last) && next.isAfter(last) ? last : next;
  }

  /** Whether something has lasted for so long that it is given up. */
  boolean isOver(Instant since, Instant now) {
    return !now.isBefore(since.plus(giveUpAfter));
  }

  /**
   * Whether an endpoint is disabled that has failed since then, when one of its events is given up.
   * Its first failure comes a little after the event, so nine tenths of the event's time are
   * enough.
   */
  boolean isFailing(Instant since, Instant now) {
    return isOver(since.minus(giveUpAfter.dividedBy(10)), now);
  }

  /**
   * How long nothing is sent to an endpoint that did not answer.
   *
   * @param unanswered how often in a row, 1 or more
   */
  Duration pause(int unanswered) {
    return jittered(grown(first, unanswered, atMost(LONGEST_PAUSE, longest)));
  }

  /** How long nothing is sent to an endpoint that asks for a pause. */
  Duration pause(Duration asked) {
    return atMost(asked, longest);
  }

  private static Duration grown(Duration first, int times, Duration most) {
    var pause = first;
    for (int i = 1; i < times && pause.compareTo(most) < 0; i++) {
      pause = pause.multipliedBy(FACTOR);
    }
    return atMost(pause, most);
  }

  private static Duration atMost(Duration pause, Duration most) {
    return pause.compareTo(most) > 0 ? most : pause;
  }

  private Duration jittered(Duration pause) {
    double share = 1 - JITTER + 2 * JITTER * chance.getAsDouble();
    return Duration.ofMillis(Math.round(pause.toMillis() * share));
  }
}
