package io.orderflow.onerow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Saga, outbox and timer in one row.
 *
 * @param document subject, state and pending task, as JSON
 * @param task the pending task in words, for whoever lists the table; null when a deadline is all
 *     that is waited for
 * @param leaseUntil until when the worker who was handed the task has it to itself; null without a
 *     task
 */
record Row(
    String id,
    String document,
    long turn,
    @Nullable String task,
    @Nullable Instant leaseUntil,
    @Nullable Instant deadlineAt) {}
