package io.orderflow.standalone.contract;

import java.util.List;
import java.util.SplittableRandom;

/** What is left to chance in one request; the same seed makes the same request. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** From 0, below {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }
}
