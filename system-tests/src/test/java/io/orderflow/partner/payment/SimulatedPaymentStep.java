package io.orderflow.partner.payment;

import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrlProperties;
import io.orderflow.partner.PartnerProperties;

/** The production conversation with the payment partner. */
public final class SimulatedPaymentStep {

  private SimulatedPaymentStep() {}

  public static PartnerStep with(PartnerProperties partners, CallbackUrlProperties callbacks) {
    return new PaymentStep(partners, callbacks);
  }

  public static RefundPartner refunds(PartnerProperties partners) {
    return new PaymentRefunds(partners);
  }
}
