package io.orderflow.partner.payment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.PartnerSteps;
import io.orderflow.partner.PartnerProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

/** Refunds by the built-in payment partner, unless the application has a RefundPartner bean. */
@Configuration(proxyBeanMethods = false)
class PaymentRefundConfiguration {

  /** Charges of one provider can only be refunded by that provider. */
  @Bean
  @Lazy
  @Fallback
  RefundPartner paymentRefunds(PartnerProperties partners, PartnerSteps steps) {
    if (steps.isReplaced(Step.PAYMENT)) {
      throw new FailureAnalyzedException(
          "A PartnerStep bean of this application serves PAYMENT, but none is a RefundPartner.",
          "Implement RefundPartner too, for instance in the same class.");
    }
    return new PaymentRefunds(partners);
  }
}
