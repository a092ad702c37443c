package io.orderflow.fulfillment;

import io.orderflow.api.Step;

/**
 * Requests one step from its partner, and undoes it. Called by workers only, never from a message
 * handler; may block up to the request timeout of the step.
 *
 * <p>Both calls may be repeated, also concurrently on another node. The partner's idempotency key
 * makes that harmless: {@code RequestKey.ofStep(orderId, step, 1)} for the request and for its
 * undo, {@code RequestKey.ofRefund} for the refund of a known charge.
 */
public interface PartnerStep {

  Step step();

  /** A thrown exception counts as {@link PartnerAnswer.Unknown}. */
  PartnerAnswer request(OrderFacts order, int requestNo);

  /**
   * Undoes the step, even if it is unknown whether it was done. A thrown exception counts as {@link
   * PartnerAnswer.Unknown}.
   *
   * @param requestNo of the undo, from 1; it grows after a definitive no
   */
  PartnerAnswer undo(OrderFacts order, int requestNo);
}
