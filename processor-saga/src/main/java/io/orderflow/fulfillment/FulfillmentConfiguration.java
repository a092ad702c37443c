package io.orderflow.fulfillment;

import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.messaging.CommandHandlerAvailability;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.ProcessorDelayEstimator;
import io.orderflow.engine.switches.DeclaredSwitches;
import io.orderflow.process.backlog.BacklogSource;
import io.orderflow.sagastore.LanePauses;
import io.orderflow.sagastore.SagaInfrastructure;
import io.orderflow.sagastore.SagaRuntime;
import io.orderflow.sagastore.SagaStoreConfiguration;
import java.time.Clock;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The state machine, the saga that hosts it, its table and its workers. */
@Configuration(proxyBeanMethods = false)
@Import({
  SagaStoreConfiguration.class,
  PartnerOutages.class,
  PartnerMeters.class,
  PartnerStatistics.class,
  StepMeters.class
})
@EnableConfigurationProperties(FulfillmentProperties.class)
class FulfillmentConfiguration {

  static final String SCHEMA = "fulfillment";
  private static final int BATCH = 200;

  @Bean
  FlywayMigrationInitializer fulfillmentSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, SCHEMA);
  }

  @Bean
  PartnerRequestLifecycle requestLifecycle(FulfillmentProperties properties) {
    return new PartnerRequestLifecycle(properties.timeouts());
  }

  @Bean
  Fulfillment fulfillment(PartnerRequestLifecycle requests) {
    return new Fulfillment(requests);
  }

  /** One segment: saga and order share an id, and Axon would hash the two differently. */
  @Bean
  EventProcessorDefinition fulfillmentProcessor() {
    return new EventProcessorDefinition(FulfillmentSaga.PROCESSING_GROUP, SCHEMA, 1, BATCH, false);
  }

  /** The refunds' lane has the name of the payments', and goes by the same switch. */
  @Bean
  DeclaredSwitches partnerSwitches() {
    return new DeclaredSwitches(
        TaskLane.partners().stream().map(lane -> LanePauses.switchOf(lane, SCHEMA)).toList());
  }

  @Bean
  SagaRuntime.Timing timing(FulfillmentProperties properties) {
    return properties.timing();
  }

  @Bean
  SagaRuntime<FulfillmentSaga, FulfillmentDocument> fulfillmentRuntime(
      SagaRuntime.Timing timing, SagaInfrastructure infrastructure) {
    return new SagaRuntime<>(new FulfillmentSagaDefinition(), timing, infrastructure);
  }

  /** An order waits for the saga's event processor, then for a free worker. */
  @Bean
  BacklogSource fulfillmentBacklog(
      SagaRuntime<FulfillmentSaga, FulfillmentDocument> fulfillmentRuntime,
      EventProcessorDefinition fulfillmentProcessor,
      ProcessorDelayEstimator processorDelays) {
    var watched = processorDelays.watch(fulfillmentProcessor);
    return () -> fulfillmentRuntime.delay().plus(watched.delay());
  }

  @Bean
  ConfigurerModule fulfillmentSaga(
      SagaRuntime<FulfillmentSaga, FulfillmentDocument> fulfillmentRuntime) {
    return fulfillmentRuntime.registration();
  }

  @Bean
  PartnerCaller partnerCaller(
      CommandGateway commands, Clock clock, FulfillmentProperties properties) {
    return new PartnerCaller(commands, RandomGenerator.getDefault(), clock, properties.terms());
  }

  @Bean
  PartnerSteps partnerSteps(ObjectProvider<PartnerStep> beans) {
    return new PartnerSteps(beans);
  }

  @Bean
  SmartLifecycle fulfillmentPoller(
      SagaRuntime<FulfillmentSaga, FulfillmentDocument> fulfillmentRuntime,
      PartnerCaller partnerCaller,
      PartnerSteps partners,
      PartnerOutages outages,
      PartnerMeters meters,
      CommandHandlerAvailability orders) {
    var observed =
        partners.all().stream()
            .<PartnerStep>map(partner -> new ObservedPartnerStep(partner, outages, meters))
            .toList();
    var tasks = new FulfillmentTaskHandler(observed, partnerCaller, fulfillmentRuntime.messenger());
    return fulfillmentRuntime.startTasks(tasks, orders::areAway);
  }
}
