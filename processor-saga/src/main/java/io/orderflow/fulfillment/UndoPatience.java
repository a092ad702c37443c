package io.orderflow.fulfillment;

import java.time.Duration;

/**
 * How long an undo is waited for, whoever asks for it.
 *
 * @param overdueAfter until a person is told
 * @param lookUp how often a partner that answers later is asked again
 * @param reminder how often a person is told again
 * @param command until a command that moves the order on is sent again
 * @param backoff the pauses between its tries
 */
public record UndoPatience(
    Duration overdueAfter, Duration lookUp, Duration reminder, Duration command, Backoff backoff) {}
