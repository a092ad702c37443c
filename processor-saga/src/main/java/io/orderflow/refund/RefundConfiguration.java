package io.orderflow.refund;

import io.orderflow.api.Step;
import io.orderflow.engine.commands.CommandHandlerAvailability;
import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.fulfillment.PartnerCaller;
import io.orderflow.fulfillment.PartnerOutages;
import io.orderflow.fulfillment.UndoPatience;
import io.orderflow.sagastore.SagaRuntime;
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
  SagaRuntime<UnexpectedPaymentSaga, UnexpectedPaymentDocument> unexpectedPaymentHost(
      SagaRuntime.Timing timing,
      SagaRuntime.Surroundings surroundings,
      SagaRuntime.Handlers handlers) {
    return new SagaRuntime<>(new UnexpectedPaymentSagaDefinition(), timing, surroundings, handlers);
  }

  @Bean
  ConfigurerModule unexpectedPaymentSaga(
      SagaRuntime<UnexpectedPaymentSaga, UnexpectedPaymentDocument> host) {
    return host.registration();
  }

  @Bean
  SmartLifecycle unexpectedPaymentPoller(
      SagaRuntime<UnexpectedPaymentSaga, UnexpectedPaymentDocument> host,
      RefundPartner refundPartner,
      PartnerCaller partnerCaller,
      UndoPatience patience,
      PartnerOutages outages,
      CommandHandlerAvailability orders) {
    RefundPartner observed =
        (charge, no) -> outages.observe(Step.PAYMENT, () -> refundPartner.refund(charge, no));
    var errand = new RefundTaskHandler(observed, partnerCaller, host.door(), patience.backoff());
    return host.employ(errand, orders::areAway);
  }
}
