package io.orderflow.refund;

import io.orderflow.fulfillment.PartnerAnswer;

/**
 * How the payment partner is asked to give a charge back. Called by workers only, perhaps again and
 * from another node at the same time: {@code RequestKey.ofRefund} makes that harmless, and whoever
 * else gives back the same charge.
 */
public interface RefundPartner {

  /**
   * Asks once. A thrown exception counts as {@link PartnerAnswer.Unknown}.
   *
   * @param requestNo from 1; it grows only after a definitive no
   */
  PartnerAnswer refund(Charge charge, int requestNo);
}
