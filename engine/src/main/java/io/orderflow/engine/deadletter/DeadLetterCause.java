package io.orderflow.engine.deadletter;

import java.time.Instant;

/**
 * Dead letters of one processor that failed at one type of event for one reason, which most often
 * is one mistake.
 *
 * @param id its id among those of the processor
 * @param since when the oldest was parked
 */
public record DeadLetterCause(
    String processor, String id, String eventType, String reason, long count, Instant since) {}
