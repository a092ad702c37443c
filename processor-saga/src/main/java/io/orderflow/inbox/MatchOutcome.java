package io.orderflow.inbox;

/** What became of an operator's wish to tell a callback to an order, or to dismiss it. */
public sealed interface MatchOutcome {

  /**
   * It is settled as the operator wished.
   *
   * @param repeated whether it was settled so before
   */
  record Settled(UnmatchedCallback callback, boolean repeated) implements MatchOutcome {}

  /** The order does not accept it; it goes on waiting. */
  record Refused(String why) implements MatchOutcome {}

  /** An operator has settled it otherwise before. */
  record SettledOtherwise(UnmatchedCallback callback) implements MatchOutcome {}

  /** It is not known whether the order was told; to tell it again is safe. */
  record Unknown(String error) implements MatchOutcome {}

  /** No such callback waits, or was settled by an operator. */
  record NotThere() implements MatchOutcome {}
}
