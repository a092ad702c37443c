package io.orderflow.fulfillment;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: the limit doubles from {@code initial} to {@code max}, and
 * each pause is drawn between zero and the limit, so that many orders do not ask a recovering
 * partner at the same instant.
 *
 * @param initial the limit of the first pause; set together with {@code max}
 * @param max the limit of every pause
 */
record Backoff(Duration initial, Duration max) {

  Backoff {
    if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "backoff: initial must be positive, and max at least initial");
    }
  }

  /**
   * @param attempt the number of the failed attempt, from 1
   */
  Duration after(int attempt, RandomGenerator random) {
    long cap = max.toMillis();
    long doubled = initial.toMillis() << Math.min(attempt - 1, 20);
    return Duration.ofMillis(1 + random.nextLong(Math.clamp(doubled, 1, cap)));
  }
}
