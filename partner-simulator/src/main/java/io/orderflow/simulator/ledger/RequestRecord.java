package io.orderflow.simulator.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The state of a request under its key.
 *
 * @param reference the partner's id of the result: charge, refund, job, tracking number or
 *     notification
 * @param refusal the reason, if it was refused
 */
public record RequestRecord(
    RequestId id,
    RequestTerms terms,
    Standing standing,
    @Nullable String reference,
    @Nullable Refusal refusal) {

  /** Only the first two ever change. */
  public enum Standing {
    /** Accepted, not yet done. */
    OPEN,
    /** Charged, processed, dispatched, accepted for sending. */
    DONE,
    /** Done, and nothing can follow: the charge is refunded, the parcel delivered. */
    CLOSED,
    /** The definitive no. */
    REFUSED,
    /** Undone, or fenced before the request arrived. */
    UNDONE
  }

  public static RequestRecord open(RequestId id, RequestTerms terms) {
    return new RequestRecord(id, terms, Standing.OPEN, null, null);
  }

  public static RequestRecord done(RequestId id, RequestTerms terms, String reference) {
    return new RequestRecord(id, terms, Standing.DONE, reference, null);
  }

  public static RequestRecord refused(RequestId id, RequestTerms terms, Refusal refusal) {
    return new RequestRecord(id, terms, Standing.REFUSED, null, refusal);
  }

  public RequestRecord done(String newReference) {
    return done(id, terms, newReference);
  }

  public RequestRecord refused(Refusal why) {
    return refused(id, terms, why);
  }

  public RequestRecord closed() {
    return new RequestRecord(id, terms, Standing.CLOSED, reference, refusal);
  }

  public RequestRecord undone() {
    return new RequestRecord(id, terms, Standing.UNDONE, reference, refusal);
  }

  public RequestRecord withCallbackUrl(@Nullable String callbackUrl) {
    return new RequestRecord(id, terms.withCallbackUrl(callbackUrl), standing, reference, refusal);
  }

  public String requireReference() {
    if (reference == null) {
      throw new IllegalStateException(id + " is " + standing + " and has no reference");
    }
    return reference;
  }

  public Refusal requireRefusal() {
    if (refusal == null) {
      throw new IllegalStateException(id + " is " + standing + " and has no refusal");
    }
    return refusal;
  }

  public PartnerMoney requireAmount() {
    if (terms.amount() == null) {
      throw new IllegalStateException(id + " is not about money");
    }
    return terms.amount();
  }
}
