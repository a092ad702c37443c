package io.orderflow.engine.deadletter;

import java.time.Instant;

/**
 * Where one processor has stopped for one aggregate: the event it cannot handle, and those that
 * wait behind it. The events themselves are in the event store.
 *
 * @param firstSequence the place of the event that cannot be handled, in the aggregate's stream
 * @param lastSequence the place of the last event that waits
 * @param eventType the name of the event that cannot be handled
 * @param tries how often it was tried, those by a person included
 */
public record DeadLetter(
    String processor,
    String aggregateId,
    long firstSequence,
    long lastSequence,
    String eventType,
    String reason,
    int tries,
    Instant parkedAt) {

  private static final String SEPARATOR = ":";

  /** How many events wait, the one that cannot be handled included. */
  public long waiting() {
    return lastSequence - firstSequence + 1;
  }

  /** How people name it. */
  public String id() {
    return processor + SEPARATOR + aggregateId;
  }
}
