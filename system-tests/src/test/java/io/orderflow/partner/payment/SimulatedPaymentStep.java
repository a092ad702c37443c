package io.orderflow.partner.payment;

import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrls;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.refund.Refunds;

/** The production conversation with the payment partner. */
public final class SimulatedPaymentStep {

  private SimulatedPaymentStep() {}

  public static PartnerStep with(PartnerProperties partners, CallbackUrls callbacks) {
    return new PaymentStep(partners, callbacks);
  }

  public static Refunds refunds(PartnerProperties partners) {
    return new PaymentRefunds(partners);
  }
}
