package io.orderflow.sagastore;

/**
 * The payload of a saga's deadline.
 *
 * @param turn the turn that set it; in any other turn the deadline is stale
 */
public record SagaDeadline(long turn) {}
