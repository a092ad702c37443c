package io.orderflow.engine.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a processor cannot handle, and the later events of its aggregate that are queued
 * behind it. The events themselves are in the event store.
 *
 * @param firstSequence the sequence number of the failing event
 * @param lastSequence the sequence number of the last queued event
 * @param eventType the name of the failing event
 * @param tries how often it was handled in vain, manual retries included
 * @param trace the stack trace of the last failure; null if an earlier version stored it
 */
public record DeadLetter(
    String processor,
    String aggregateId,
    long firstSequence,
    long lastSequence,
    String eventType,
    String reason,
    int tries,
    Instant parkedAt,
    @Nullable String trace) {

  private static final String SEPARATOR = ":";

  /** How many events are queued, the failing one included. */
  public long waiting() {
    return lastSequence - firstSequence + 1;
  }

  /** Its id in the operator API. */
  public String id() {
    return processor + SEPARATOR + aggregateId;
  }
}
