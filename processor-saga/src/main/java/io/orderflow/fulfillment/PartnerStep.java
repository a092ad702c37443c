package io.orderflow.fulfillment;

import io.orderflow.api.Step;

/**
 * What is particular to one step: how its partner is asked, and how that is undone. Called by
 * workers only, never from a handler; may block for as long as the step's request time-out.
 *
 * <p>Both calls may come again, on another node and at the same time. The partner's key makes that
 * harmless: {@code RequestKey.ofStep(orderId, step, 1)} for the request and for undoing it, {@code
 * RequestKey.ofRefund} for giving back a known charge.
 */
public interface PartnerStep {

  Step step();

  /** Asks for the step. A thrown exception counts as {@link PartnerAnswer.Unknown}. */
  PartnerAnswer request(OrderFacts order, int requestNo);

  /**
   * Undoes the step, also when nobody knows whether it was done. A thrown exception counts as
   * {@link PartnerAnswer.Unknown}.
   *
   * @param requestNo the undo's own number, from 1; it grows after a definitive no
   */
  PartnerAnswer undo(OrderFacts order, int requestNo);
}
