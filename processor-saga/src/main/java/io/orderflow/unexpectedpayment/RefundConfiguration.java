package io.orderflow.unexpectedpayment;

import io.orderflow.api.Step;
import io.orderflow.engine.messaging.CommandHandlerAvailability;
import io.orderflow.engine.metrics.PendingRefundMeters;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.fulfillment.PartnerCaller;
import io.orderflow.fulfillment.PartnerMeters;
import io.orderflow.fulfillment.PartnerOutages;
import io.orderflow.fulfillment.PartnerRequestLifecycle;
import io.orderflow.fulfillment.PartnerStatistics;
import io.orderflow.partner.payment.RefundPartner;
import io.orderflow.sagastore.SagaInfrastructure;
import io.orderflow.sagastore.SagaRuntime;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Refunds, which are as patient as any undo. */
@Configuration(proxyBeanMethods = false)
@Import({PartnerOutages.class, PartnerMeters.class, PartnerStatistics.class})
class RefundConfiguration {

  private static final String SCHEMA = "fulfillment";
  private static final int BATCH = 200;

  private static final String PENDING =
      """
      select document #>> '{charge,amount,currency}' as currency, count(*) as refunds,
        sum((document #>> '{charge,amount,amount}')::numeric) as amount
      from (select document from fulfillment.unexpected_payment limit 100000) pending
      group by 1""";

  @Bean
  UnexpectedPaymentRefund unexpectedPayment(PartnerRequestLifecycle requests) {
    return new UnexpectedPaymentRefund(requests);
  }

  /**
   * One segment: saga and charge share an id, and Axon would hash the two differently. It rests,
   * because nearly all payments that it is told of are expected.
   */
  @Bean
  EventProcessorDefinition unexpectedPaymentsProcessor() {
    return new EventProcessorDefinition(
            UnexpectedPaymentSaga.PROCESSING_GROUP, SCHEMA, 1, BATCH, false)
        .resting(Duration.ofMillis(250));
  }

  @Bean
  SagaRuntime<UnexpectedPaymentSaga, UnexpectedPaymentDocument> unexpectedPaymentRuntime(
      SagaRuntime.Timing timing, SagaInfrastructure infrastructure) {
    return new SagaRuntime<>(new UnexpectedPaymentSagaDefinition(), timing, infrastructure);
  }

  @Bean
  ConfigurerModule unexpectedPaymentSaga(
      SagaRuntime<UnexpectedPaymentSaga, UnexpectedPaymentDocument> runtime) {
    return runtime.registration();
  }

  @Bean
  SmartLifecycle unexpectedPaymentPoller(
      SagaRuntime<UnexpectedPaymentSaga, UnexpectedPaymentDocument> runtime,
      RefundPartner refundPartner,
      PartnerCaller partnerCaller,
      PartnerOutages outages,
      PartnerMeters meters,
      CommandHandlerAvailability orders) {
    RefundPartner observed =
        (charge, no) ->
            meters.measure(
                Step.PAYMENT,
                () -> outages.observe(Step.PAYMENT, () -> refundPartner.refund(charge, no)));
    var tasks = new RefundTaskHandler(observed, partnerCaller, runtime.messenger());
    return runtime.startTasks(tasks, orders::areAway);
  }

  /** Each charge that is no order's payment has a row until it has gone back. */
  @Bean
  PendingRefundMeters unexpectedPaymentMeters(JdbcTemplate jdbc, Clock clock) {
    return new PendingRefundMeters("unexpected", clock, jdbc, PENDING);
  }
}
