package io.orderflow.partner.payment;

import io.orderflow.fulfillment.PartnerAnswer;

/**
 * Refunds a charge at the payment partner. Called by workers only; may be called again, also
 * concurrently on another node. {@code RequestKey.ofRefund} makes that harmless, as it does for an
 * order's own undo of the same charge.
 */
public interface RefundPartner {

  /**
   * A thrown exception counts as {@link PartnerAnswer.Unknown}.
   *
   * @param requestNo from 1; it grows only after a definitive no
   */
  PartnerAnswer refund(Charge charge, int requestNo);
}
