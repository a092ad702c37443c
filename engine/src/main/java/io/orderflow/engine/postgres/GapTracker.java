package io.orderflow.engine.postgres;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GapAwareTrackingToken;

/**
 * Numbers below a reader's position under which no event was found: drawn by a transaction that has
 * not committed yet, or never will. Each is asked for again with every fetch, and costs in every
 * token; so it is given up as soon as no transaction can be that old.
 *
 * <p>How long a number was waited for is not a matter of clocks. Only time in which the database
 * kept answering counts: where all stands still, the transaction that is waited for does, too, and
 * goes on when the reader does.
 */
final class GapTracker {

  /** Of a pause between two answers, whatever its length, so much counts. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private final long patience;
  private final LongSupplier nanoTime;
  private final Map<Long, Long> firstSeen;
  private long answering;
  private long lastAnswer;

  /**
   * @param patience how long the database must have answered while a number was waited for
   * @param most numbers that are kept in mind; the oldest are forgotten and waited for anew
   */
  GapTracker(Duration patience, int most, LongSupplier nanoTime) {
    this.patience = patience.toNanos();
    this.nanoTime = nanoTime;
    this.lastAnswer = nanoTime.getAsLong();
    this.firstSeen =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > most;
          }
        };
  }

  /** The database has answered a fetch. */
  synchronized void answered() {
    long now = nanoTime.getAsLong();
    answering += Math.min(now - lastAnswer, STEP.toNanos());
    lastAnswer = now;
  }

  /**
   * The same position, without the gaps below the first that is still waited for. Axon can compare
   * positions that differ in this way only.
   *
   * <p>The cut is one number below that gap, because Axon ignores the number at the cut where it
   * compares positions: a reader that waits for a gap would pass for one that has read its event,
   * and would never get it. Where the number at the cut is a gap itself, it is kept a little
   * longer.
   */
  synchronized GapAwareTrackingToken leftOf(GapAwareTrackingToken position) {
    position.getGaps().forEach(gap -> firstSeen.putIfAbsent(gap, answering));
    return position.getGaps().stream()
        .filter(gap -> answering - firstSeen.getOrDefault(gap, answering) < patience)
        .findFirst()
        .map(gap -> position.withGapsTruncatedAt(gap - 1))
        .orElseGet(() -> position.withGapsTruncatedAt(position.getIndex()));
  }
}
