package io.orderflow.fulfillment;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between tries: doubling from {@code initial} to {@code max}, each drawn from the whole
 * range between nothing and that ("full jitter"), so that many orders do not ask a recovering
 * partner in the same instant.
 *
 * @param initial the most of the first pause; to be given together with {@code max}
 * @param max the most of any pause
 */
public record Backoff(Duration initial, Duration max) {

  public Backoff {
    if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "backoff: initial must be positive, and max at least initial");
    }
  }

  /**
   * @param attempt the number of the try that has failed, from 1
   */
  Duration after(int attempt, RandomGenerator random) {
    long cap = max.toMillis();
    long doubled = initial.toMillis() << Math.min(attempt - 1, 20);
    return Duration.ofMillis(1 + random.nextLong(Math.clamp(doubled, 1, cap)));
  }
}
