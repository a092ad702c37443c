package io.orderflow.fulfillment;

import io.orderflow.engine.commands.CommandHandlerAvailability;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.ProcessorDelays;
import io.orderflow.process.backlog.Backlog;
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

/**
 * Puts the process together: the machine, the saga that hosts it, its one table, and those who work
 * for it.
 */
@Configuration(proxyBeanMethods = false)
@Import({SagaStoreConfiguration.class, PartnerOutages.class})
@EnableConfigurationProperties(FulfillmentProperties.class)
class FulfillmentConfiguration {

  static final String SCHEMA = "fulfillment";
  private static final int BATCH = 200;

  @Bean
  FlywayMigrationInitializer fulfillmentSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, SCHEMA);
  }

  @Bean
  Fulfillment fulfillment(FulfillmentProperties properties) {
    return new Fulfillment(properties.patience());
  }

  /** One segment: an order and its saga share one id, which is only safe so. */
  @Bean
  EventProcessor fulfillmentProcessor() {
    return new EventProcessor(FulfillmentSaga.PROCESSING_GROUP, SCHEMA, 1, BATCH, false);
  }

  @Bean
  SagaRuntime.Timing timing(FulfillmentProperties properties) {
    return properties.timing();
  }

  @Bean
  UndoPatience undoPatience(FulfillmentProperties properties) {
    return properties.undoPatience();
  }

  @Bean
  SagaRuntime<FulfillmentSaga, FulfillmentDocument> fulfillmentHost(
      SagaRuntime.Timing timing,
      SagaRuntime.Surroundings surroundings,
      SagaRuntime.Handlers handlers) {
    return new SagaRuntime<>(new FulfillmentSagaDefinition(), timing, surroundings, handlers);
  }

  /** Orders wait until the saga hears of them, and then until somebody has time for their tasks. */
  @Bean
  Backlog fulfillmentBacklog(
      SagaRuntime<FulfillmentSaga, FulfillmentDocument> host,
      EventProcessor fulfillmentProcessor,
      ProcessorDelays processorDelays) {
    var watched = processorDelays.watch(fulfillmentProcessor);
    return () -> host.delay().plus(watched.delay());
  }

  @Bean
  ConfigurerModule fulfillmentSaga(SagaRuntime<FulfillmentSaga, FulfillmentDocument> host) {
    return host.registration();
  }

  @Bean
  PartnerCaller reporter(CommandGateway commands, Clock clock, FulfillmentProperties properties) {
    return new PartnerCaller(commands, RandomGenerator.getDefault(), clock, properties.terms());
  }

  @Bean
  PartnerSteps partnerSteps(ObjectProvider<PartnerStep> beans) {
    return new PartnerSteps(beans);
  }

  @Bean
  FulfillmentTaskHandler fulfillmentErrand(
      PartnerSteps partners,
      PartnerCaller reporter,
      SagaRuntime<FulfillmentSaga, FulfillmentDocument> host,
      FulfillmentProperties properties,
      PartnerOutages outages) {
    var observed = partners.all().stream().map(outages::observing).toList();
    return new FulfillmentTaskHandler(observed, reporter, host.door(), properties);
  }

  @Bean
  SmartLifecycle fulfillmentPoller(
      SagaRuntime<FulfillmentSaga, FulfillmentDocument> host,
      FulfillmentTaskHandler errand,
      CommandHandlerAvailability orders) {
    return host.employ(errand, orders::areAway);
  }
}
