package io.orderflow.engine.processors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Measures how long the oldest unhandled event has waited, by samples of the head of the event
 * stream. So it needs no event's timestamp, and is the same on every node; it cannot be longer than
 * this node runs.
 */
final class HeadSamples {

  /** The most samples that are kept; beyond it new ones are dropped, never the oldest. */
  private static final int MOST = 1_000;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * The delay by now; events since the last sample count as new.
   *
   * @param handled the position of the last event that was handled
   * @param newest the position of the newest event; empty if it is not known
   */
  Duration delay(long handled, OptionalLong newest, Instant now) {
    samples.removeIf(sample -> sample.newest() <= handled);
    if (newest.isPresent() && newest.getAsLong() > handled && samples.size() < MOST) {
      samples.addLast(new Sample(now, newest.getAsLong()));
    }
    var oldest = samples.peekFirst();
    return oldest == null ? Duration.ZERO : Duration.between(oldest.at(), now);
  }

  private record Sample(Instant at, long newest) {}
}
