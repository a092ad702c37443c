package io.orderflow.refund;

import java.time.Instant;

/**
 * What a refund is told: the order's facts about its charge, its own deadline, and what its workers
 * learn.
 */
sealed interface Signal {

  /** The money has gone back, whoever has asked for it. */
  record Refunded() implements Signal {}

  /** The partner has taken the request and answers later. */
  record Accepted(int requestNo, int attempt) implements Signal {}

  /** A try ended without a yes or a no; the money may have gone back all the same. */
  record AttemptFailed(int requestNo, int attempt, Instant nextAttemptAt) implements Signal {}

  record RefundRefused(int requestNo) implements Signal {}

  record AttentionRaised() implements Signal {}

  record OperatorRetried() implements Signal {}

  /** A person has given the money back by other means. */
  record Resolved() implements Signal {}

  record DeadlineExpired(long turn) implements Signal {}
}
