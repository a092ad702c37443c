package io.orderflow.refund;

/**
 * Where the refund of one charge stands. Every new state has a turn of its own, one higher than the
 * last, and whatever answers a state names its turn or its try: what is stale changes nothing.
 */
sealed interface RefundState {

  long turn();

  /** The money has not gone back yet. */
  sealed interface Open extends RefundState {
    Refund refund();
  }

  /** A worker has the request in hand. */
  record Refunding(long turn, Refund refund) implements Open {}

  /** Nothing is in hand: the next try, or the end of patience, comes with the deadline. */
  record Waiting(long turn, Refund refund) implements Open {}

  /** Patience has ended, or the refund was refused: a person is being told. */
  record Alerting(long turn, Refund refund) implements Open {}

  /**
   * The refund was refused: only a person can get on with it. Earlier versions have also stored
   * overdue ones here.
   */
  record AwaitingOperator(long turn, Refund refund) implements Open {}

  /** The money has gone back, or a person has seen to it. */
  record Closed(long turn) implements RefundState {}
}
