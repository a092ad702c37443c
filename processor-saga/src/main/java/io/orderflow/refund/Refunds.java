package io.orderflow.refund;

import io.orderflow.fulfillment.Answer;

/**
 * How the payment partner is asked to give a charge back. Called by workers only, perhaps again and
 * from another node at the same time: {@code RequestKey.ofRefund} makes that harmless, and whoever
 * else gives back the same charge.
 */
public interface Refunds {

  /**
   * Asks once. A thrown exception counts as {@link Answer.Unknown}.
   *
   * @param requestNo from 1; it grows only after a definitive no
   */
  Answer refund(Charge charge, int requestNo);
}
