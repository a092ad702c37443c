package io.orderflow.refund;

import java.time.Instant;

/**
 * What a refund is told: the order's facts about its charge, its own deadline, and what its workers
 * learn.
 */
sealed interface RefundSignal {

  /** The money has gone back, whoever has asked for it. */
  record Refunded() implements RefundSignal {}

  /** The partner has taken the request and answers later. */
  record Accepted(int requestNo, int attempt) implements RefundSignal {}

  /** A try ended without a yes or a no; the money may have gone back all the same. */
  record AttemptFailed(int requestNo, int attempt, Instant nextAttemptAt) implements RefundSignal {}

  record RefundRefused(int requestNo) implements RefundSignal {}

  record AttentionRaised() implements RefundSignal {}

  record OperatorRetried() implements RefundSignal {}

  /** A person has given the money back by other means. */
  record Resolved() implements RefundSignal {}

  record DeadlineExpired(long turn) implements RefundSignal {}
}
