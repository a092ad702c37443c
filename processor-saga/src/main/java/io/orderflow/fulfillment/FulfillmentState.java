package io.orderflow.fulfillment;

/**
 * Where one fulfilment stands. Every new state has a turn of its own, one higher than the last, and
 * whatever answers a state names its turn or its try: what is stale changes nothing.
 */
sealed interface FulfillmentState {

  long turn();

  /** Something is still to be answered about one step. */
  sealed interface Open extends FulfillmentState {
    Work work();
  }

  /** A worker has the request, or the undo, in hand. */
  record Asking(long turn, Work work) implements Open {}

  /** Nothing is in hand: the next try, a look-up or the end of patience comes with the deadline. */
  record Waiting(long turn, Work work) implements Open {}

  /** Patience has ended before any money was taken: the order is asked to be cancelled. */
  record GivingUp(long turn, Work work) implements Open {}

  /** Patience has ended, or an undo was refused, with money at stake: a person is being told. */
  record Alerting(long turn, Work work) implements Open {}

  /**
   * An undo that was refused: only a person can get on with it. Earlier versions have also stored
   * overdue ones here.
   */
  record AwaitingOperator(long turn, Work work) implements Open {}

  /** Everything is undone: the order is asked to end. */
  record Completing(long turn) implements FulfillmentState {}

  /** The order has ended. */
  record Closed(long turn) implements FulfillmentState {}
}
