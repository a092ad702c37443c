package io.orderflow.fulfillment;

import io.orderflow.engine.CommandHandlers;
import io.orderflow.engine.EventProcessor;
import io.orderflow.engine.ModuleSchema;
import io.orderflow.engine.processors.Delays;
import io.orderflow.onerow.OneRowSagas;
import io.orderflow.onerow.SagaHost;
import io.orderflow.process.backlog.Backlog;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
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
@Import({OneRowSagas.class, PartnerOutages.class})
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
  SagaHost.Timing timing(FulfillmentProperties properties) {
    return properties.timing();
  }

  @Bean
  UndoPatience undoPatience(FulfillmentProperties properties) {
    return properties.undoPatience();
  }

  @Bean
  SagaHost<FulfillmentSaga, FulfillmentDocument> fulfillmentHost(
      SagaHost.Timing timing, SagaHost.Surroundings surroundings, SagaHost.Handlers handlers) {
    return new SagaHost<>(new FulfillmentKind(), timing, surroundings, handlers);
  }

  /** Orders wait until the saga hears of them, and then until somebody has time for their tasks. */
  @Bean
  Backlog fulfillmentBacklog(
      SagaHost<FulfillmentSaga, FulfillmentDocument> host,
      EventProcessor fulfillmentProcessor,
      Delays delays) {
    var watched = delays.watch(fulfillmentProcessor);
    return () -> host.delay().plus(watched.delay());
  }

  @Bean
  ConfigurerModule fulfillmentSaga(SagaHost<FulfillmentSaga, FulfillmentDocument> host) {
    return host.registration();
  }

  @Bean
  Reporter reporter(CommandGateway commands, Clock clock, FulfillmentProperties properties) {
    return new Reporter(commands, RandomGenerator.getDefault(), clock, properties.terms());
  }

  @Bean
  FulfillmentErrand fulfillmentErrand(
      List<PartnerStep> partners,
      Reporter reporter,
      SagaHost<FulfillmentSaga, FulfillmentDocument> host,
      FulfillmentProperties properties,
      PartnerOutages outages) {
    var observed = partners.stream().map(outages::observing).toList();
    return new FulfillmentErrand(observed, reporter, host.door(), properties);
  }

  @Bean
  SmartLifecycle fulfillmentPoller(
      SagaHost<FulfillmentSaga, FulfillmentDocument> host,
      FulfillmentErrand errand,
      CommandHandlers orders) {
    return host.employ(errand, orders::areAway);
  }
}
