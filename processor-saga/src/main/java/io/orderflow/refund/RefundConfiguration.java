package io.orderflow.refund;

import io.orderflow.api.Step;
import io.orderflow.engine.CommandHandlers;
import io.orderflow.engine.EventProcessor;
import io.orderflow.fulfillment.PartnerOutages;
import io.orderflow.fulfillment.Reporter;
import io.orderflow.fulfillment.UndoPatience;
import io.orderflow.onerow.SagaHost;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the refunds together; they are as patient as any undo. */
@Configuration(proxyBeanMethods = false)
@Import(PartnerOutages.class)
class RefundConfiguration {

  private static final String SCHEMA = "fulfillment";
  private static final int BATCH = 200;

  @Bean
  UnexpectedPayment unexpectedPayment(UndoPatience patience) {
    return new UnexpectedPayment(patience);
  }

  /** One segment: a charge and its saga share one id, which is only safe so. */
  @Bean
  EventProcessor unexpectedPaymentsProcessor() {
    return new EventProcessor(UnexpectedPaymentSaga.PROCESSING_GROUP, SCHEMA, 1, BATCH, false);
  }

  @Bean
  SagaHost<UnexpectedPaymentSaga, UnexpectedPaymentDocument> unexpectedPaymentHost(
      SagaHost.Timing timing, SagaHost.Surroundings surroundings, SagaHost.Handlers handlers) {
    return new SagaHost<>(new UnexpectedPaymentKind(), timing, surroundings, handlers);
  }

  @Bean
  ConfigurerModule unexpectedPaymentSaga(
      SagaHost<UnexpectedPaymentSaga, UnexpectedPaymentDocument> host) {
    return host.registration();
  }

  @Bean
  SmartLifecycle unexpectedPaymentPoller(
      SagaHost<UnexpectedPaymentSaga, UnexpectedPaymentDocument> host,
      Refunds refunds,
      Reporter reporter,
      UndoPatience patience,
      PartnerOutages outages,
      CommandHandlers orders) {
    Refunds observed =
        (charge, no) -> outages.observe(Step.PAYMENT, () -> refunds.refund(charge, no));
    var errand = new RefundErrand(observed, reporter, host.door(), patience.backoff());
    return host.employ(errand, orders::areAway);
  }
}
