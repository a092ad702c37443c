package io.orderflow.refund;

import java.time.Instant;

/**
 * The refund that is being asked for.
 *
 * @param requestNo part of the partner's key; grows only after a definitive no
 * @param attempt counts the tries; never part of a key
 * @param overdueAt when silence has lasted too long
 * @param refused the partner has said a definitive no
 */
record Refund(int requestNo, int attempt, Instant overdueAt, boolean refused) {

  static Refund first(Instant overdueAt) {
    return new Refund(1, 1, overdueAt, false);
  }

  Refund nextTry() {
    return new Refund(requestNo, attempt + 1, overdueAt, refused);
  }

  Refund refusedForGood() {
    return new Refund(requestNo, attempt, overdueAt, true);
  }

  /**
   * Asked for by a person, or after one was told; under a new key only if the old one was refused.
   */
  Refund anew(Instant newOverdueAt) {
    return refused
        ? new Refund(requestNo + 1, 1, newOverdueAt, false)
        : new Refund(requestNo, attempt + 1, newOverdueAt, false);
  }

  boolean isTry(int no, int number) {
    return no == requestNo && number == attempt;
  }
}
