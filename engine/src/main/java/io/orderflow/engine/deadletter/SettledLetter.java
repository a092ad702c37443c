package io.orderflow.engine.deadletter;

import java.time.Instant;

/**
 * A dead letter that is no more, and who has settled it.
 *
 * @param firstSequence the sequence number of the event that had failed
 * @param lastSequence the sequence number of the last event that was queued
 * @param eventType the name of the event that had failed
 * @param reason why it had failed last
 */
public record SettledLetter(
    String processor,
    String aggregateId,
    long firstSequence,
    long lastSequence,
    String eventType,
    String reason,
    DeadLetterSettlement settlement,
    Instant settledAt) {

  /** How many events were queued, the failing one included. */
  public long events() {
    return lastSequence - firstSequence + 1;
  }
}
