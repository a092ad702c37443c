package io.orderflow.engine.deadletter;

/**
 * Lets processors do without some events of an aggregate: a view until it is built anew, a
 * publisher for good. A module declares a bean of it for the processors whose dead letters may be
 * discarded.
 */
public interface EventSkipper {

  /** Whether it is responsible for this processor. */
  boolean isOf(String processor);

  /**
   * Has the processor go on behind these events. A view marks what it shows of the aggregate as
   * incomplete. Called in the transaction that deletes the dead letter.
   *
   * @param note why, in the operator's words
   * @return false if it cannot: then nothing is discarded
   */
  boolean skip(DeadLetter letter, String note);

  /** What the operator is told if it cannot, without a full stop. */
  String whyNot();
}
