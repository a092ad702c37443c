package io.orderflow.engine.postgres;

import io.orderflow.engine.axonserver.AxonServerEngine;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.messaging.CommandHandlerAvailability;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.settings.EngineProperties;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;
import org.springframework.context.annotation.Scope;

/**
 * Events in PostgreSQL, commands and queries handled in the process that receives them. What {@code
 * orderflow.engine} chooses between is all here and in {@link AxonServerEngine}.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    name = "orderflow.engine",
    havingValue = EngineProperties.POSTGRES,
    matchIfMissing = true)
@PropertySource("classpath:io/orderflow/engine/postgres.properties")
public class PostgresEngine {

  /**
   * How many of the newest events are kept in memory for the processors, which are rarely further
   * behind; who is reads the table. Axon's own ten thousand are some 20 MB that fill up under load.
   */
  private static final int SHARED_EVENTS = 1_000;

  /** An aggregate has fewer events than this; then one query loads it instead of two. */
  private static final int WHOLE_STREAM = 100;

  /**
   * How far behind the newest event one may still be committed. Each number that is waited for goes
   * to PostgreSQL with each reading statement, and is stored in each token.
   */
  private static final int MAX_GAP_OFFSET = 60_000;

  @Bean
  FlywayMigrationInitializer eventstoreSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, "eventstore");
  }

  @Bean
  GapTracker gapTracker(EngineProperties properties) {
    return new GapTracker(
        properties.transactions().gapPatience(), MAX_GAP_OFFSET, System::nanoTime);
  }

  @Bean
  EventAppender eventAppender(DataSource dataSource, Serializer serializer) {
    return new EventAppender(dataSource, serializer);
  }

  @Bean
  EventStorageEngine eventStorageEngine(
      JdbcEventStorageEngine.Builder table,
      ConnectionProvider connections,
      TransactionManager transactions,
      GapTracker gaps,
      EventAppender appender,
      EngineProperties properties) {
    return new GroupingEventStorageEngine(
        table.connectionProvider(connections).transactionManager(transactions),
        gaps,
        appender,
        new TailReads(
            properties.processors().linger(),
            properties.processors().pollInterval(),
            appender::transactions,
            System::nanoTime));
  }

  /** A builder of its own for each use: it is mutable. */
  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  JdbcEventStorageEngine.Builder eventTable(
      Configuration axon, Serializer serializer, EngineProperties properties) {
    return JdbcEventStorageEngine.builder()
        .schema(PostgresEventStorageEngine.SCHEMA)
        .upcasterChain(axon.upcasterChain())
        .eventSerializer(serializer)
        .snapshotSerializer(serializer)
        .maxGapOffset(MAX_GAP_OFFSET)
        // Axon's own way of giving gaps up reads all events since the first of them, with each
        // fetch.
        .gapCleaningThreshold(MAX_GAP_OFFSET)
        .gapTimeout(Math.toIntExact(properties.transactions().gapTimeout().toMillis()))
        .finalAggregateBatchPredicate(batch -> batch.size() < WHOLE_STREAM);
  }

  @Bean
  EmbeddedEventStore eventStore(
      EventStorageEngine engine, Configuration axon, EngineProperties properties) {
    return EmbeddedEventStore.builder()
        .storageEngine(engine)
        .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
        .spanFactory(axon.getComponent(EventBusSpanFactory.class))
        .fetchDelay(properties.processors().pollInterval().toMillis())
        .cachedEvents(SHARED_EVENTS)
        .build();
  }

  @Bean
  EventSource eventSource(TailingEventSource events) {
    return new EventSource(events, events::createTailToken);
  }

  @Bean
  TailingEventSource tailingEventSource(
      EmbeddedEventStore eventStore, EngineProperties properties) {
    return new TailingEventSource(eventStore, properties.processors().linger());
  }

  @Bean
  CommandHandlerAvailability commandHandlers() {
    return CommandHandlerAvailability.local();
  }
}
