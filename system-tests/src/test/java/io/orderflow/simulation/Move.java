package io.orderflow.simulation;

/** What can happen next. The number says how often it is tried, compared with the others. */
enum Move {
  HEAR(28),
  TAKE(16),
  WORK(18),
  REPORT(18),
  LOSE_REPORT(1),
  LATE_REQUEST(4),
  CALL_BACK(8),
  CALL_BACK_AGAIN(1),
  INBOX(8),
  TIME(5),
  RING(8),
  SETTLE_CHARGE(3),
  DISPATCH(4),
  DELIVER(3),
  ROGUE_CHARGE(1),
  CANCEL(1),
  LABEL(1),
  OPERATOR(4),
  OPERATOR_COMMAND(4),
  REFUND_HEAR(8),
  REFUND_TAKE(5),
  REFUND_RING(3),
  OUTAGE(1),
  CRASH(1);

  final int weight;

  Move(int weight) {
    this.weight = weight;
  }
}
