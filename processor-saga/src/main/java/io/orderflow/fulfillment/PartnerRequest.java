package io.orderflow.fulfillment;

import java.time.Instant;

/**
 * A request to a partner, for a step or for its undo, until it is answered. Stored as it is.
 *
 * @param requestNo part of the partner's key; grows only after a definitive no
 * @param attempt counts the attempts; never part of a key
 * @param overdueAt when the step is given up or an operator is alerted
 * @param refused whether the partner's answer was a definitive no; only an undo waits with one
 */
public record PartnerRequest(int requestNo, int attempt, Instant overdueAt, boolean refused) {

  static PartnerRequest first(Instant overdueAt) {
    return new PartnerRequest(1, 1, overdueAt, false);
  }

  PartnerRequest nextAttempt() {
    return new PartnerRequest(requestNo, attempt + 1, overdueAt, refused);
  }

  PartnerRequest refusedForGood() {
    return new PartnerRequest(requestNo, attempt, overdueAt, true);
  }

  /** The same attempt, with more time. */
  PartnerRequest extendedTo(Instant newOverdueAt) {
    return new PartnerRequest(requestNo, attempt, newOverdueAt, refused);
  }

  /** Only a refused request is asked again under a new key. */
  PartnerRequest renewed(Instant newOverdueAt) {
    return refused
        ? new PartnerRequest(requestNo + 1, 1, newOverdueAt, false)
        : new PartnerRequest(requestNo, attempt + 1, newOverdueAt, false);
  }
}
