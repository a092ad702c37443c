package io.orderflow.sagastore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how long a new task waits for a worker: the length of the queue divided by the best
 * recent throughput of the lane. The length alone says little, as machines differ, and the age of
 * the oldest task shows a jam only when it is long.
 */
final class LaneDelayEstimator {

  private static final Duration SLICE = Duration.ofSeconds(1);
  private static final int REMEMBERED = 10;

  /** The least throughput assumed, per thread. */
  private static final double PER_THREAD_AND_SECOND = 1;

  private final int threads;
  private final Deque<Double> rates = new ArrayDeque<>();
  private Instant since = Instant.MIN;
  private long doneBefore;

  LaneDelayEstimator(int threads) {
    this.threads = threads;
  }

  /**
   * @param waiting tasks queued now
   * @param done tasks completed since the start
   */
  synchronized Duration at(Instant now, int waiting, long done) {
    if (since.equals(Instant.MIN)) {
      since = now;
      doneBefore = done;
    }
    var length = Duration.between(since, now);
    if (length.compareTo(SLICE) >= 0) {
      rates.addLast((done - doneBefore) * 1_000.0 / length.toMillis());
      if (rates.size() > REMEMBERED) {
        rates.removeFirst();
      }
      since = now;
      doneBefore = done;
    }
    double best = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double rate = Math.max(best, threads * PER_THREAD_AND_SECOND);
    return Duration.ofMillis(Math.round(waiting * 1_000 / rate));
  }
}
