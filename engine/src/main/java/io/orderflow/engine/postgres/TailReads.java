package io.orderflow.engine.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * When the event tail reads. Axon reads on at once after each event that it found, and whenever a
 * command of this node has ended. Half of these reads would find nothing, and most of the others a
 * single event, although processors are not woken before they have lingered.
 *
 * <p>A read is left out if it starts where the last one ended and this node has appended nothing
 * since that one began. Events of other nodes are found by polling.
 *
 * <p>A read rests after what the last one found, so that under load few reads find many events, and
 * processors get larger batches. After a read that found nothing there is no rest: the next event
 * of an order alone is found at once.
 *
 * <p>For one thread.
 */
final class TailReads {

  static final Duration LONGEST_REST = Duration.ofMillis(20);

  private final Duration linger;
  private final Duration freshness;
  private final LongSupplier appends;
  private final LongSupplier nanoTime;

  private boolean hasRead;
  private long appendsBefore;
  private long begunAt;
  private int found;
  private @Nullable TrackingToken end;

  /**
   * @param linger how long processors wait for more events
   * @param pollInterval how often the tail reads if this node appends nothing; it finds events of
   *     other nodes within one and a half of it
   * @param appends how often this node may have appended something
   */
  TailReads(Duration linger, Duration pollInterval, LongSupplier appends, LongSupplier nanoTime) {
    this.linger = linger;
    this.freshness = pollInterval.dividedBy(2);
    this.appends = appends;
    this.nanoTime = nanoTime;
  }

  /** Whether a read from this position may find something. */
  boolean mayFind(@Nullable TrackingToken position) {
    // The same object: equal positions may differ in what they wait for.
    return !hasRead
        || position != end
        || appends.getAsLong() != appendsBefore
        || nanoTime.getAsLong() - begunAt >= freshness.toNanos();
  }

  /** What is left of the rest after the last read: one linger for each event that it found. */
  Duration rest() {
    var rest = linger.multipliedBy(found);
    var whole = rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    var left = whole.minusNanos(nanoTime.getAsLong() - begunAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** A read begins. */
  void begin(@Nullable TrackingToken position) {
    hasRead = true;
    appendsBefore = appends.getAsLong();
    begunAt = nanoTime.getAsLong();
    found = 0;
    end = position;
  }

  /** The read has found an event. */
  void found(@Nullable TrackingToken position) {
    found++;
    end = position;
  }
}
