package io.orderflow.engine.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with the event that cannot be handled.
 *
 * @param cause the id of the cause that it has in common with others
 * @param payload the event as JSON; null if it cannot be read
 * @param occurredAt when the event was stored; null if it cannot be read
 */
public record FailedEvent(
    DeadLetter letter, String cause, @Nullable String payload, @Nullable Instant occurredAt) {}
