package io.orderflow.simulator.book;

import org.jspecify.annotations.Nullable;

/**
 * What stands between a partner and its customer under one key.
 *
 * @param reference the partner's own id of what was done: charge, refund, job or tracking number
 * @param refusal why not, when it was refused
 */
public record Deal(
    DealId id,
    Terms terms,
    Standing standing,
    @Nullable String reference,
    @Nullable Refusal refusal) {

  /** How far a deal has come. Only the first two ever change. */
  public enum Standing {
    /** Accepted, not yet done. */
    OPEN,
    /** Charged, processed, dispatched. */
    DONE,
    /** Done, and its last chapter too: the charge is refunded, the parcel delivered. */
    CLOSED,
    /** The definitive no. */
    REFUSED,
    /** Undone, or fenced before it was ever asked for. */
    UNDONE
  }

  public static Deal open(DealId id, Terms terms) {
    return new Deal(id, terms, Standing.OPEN, null, null);
  }

  public static Deal done(DealId id, Terms terms, String reference) {
    return new Deal(id, terms, Standing.DONE, reference, null);
  }

  public static Deal refused(DealId id, Terms terms, Refusal refusal) {
    return new Deal(id, terms, Standing.REFUSED, null, refusal);
  }

  public Deal done(String newReference) {
    return done(id, terms, newReference);
  }

  public Deal refused(Refusal why) {
    return refused(id, terms, why);
  }

  public Deal closed() {
    return new Deal(id, terms, Standing.CLOSED, reference, refusal);
  }

  public Deal undone() {
    return new Deal(id, terms, Standing.UNDONE, reference, refusal);
  }

  public Deal tellingTo(@Nullable String callbackUrl) {
    return new Deal(id, terms.tellingTo(callbackUrl), standing, reference, refusal);
  }

  /** The partner's id of what was done. */
  public String requireReference() {
    if (reference == null) {
      throw new IllegalStateException(id + " is " + standing + " and has no reference");
    }
    return reference;
  }

  /** Why it was refused. */
  public Refusal requireRefusal() {
    if (refusal == null) {
      throw new IllegalStateException(id + " is " + standing + " and has no refusal");
    }
    return refusal;
  }

  /** The amount of a charge or refund. */
  public Money requireAmount() {
    if (terms.amount() == null) {
      throw new IllegalStateException(id + " is not about money");
    }
    return terms.amount();
  }
}
