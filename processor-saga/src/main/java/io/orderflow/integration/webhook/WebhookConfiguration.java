package io.orderflow.integration.webhook;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.integration.IntegrationConfiguration;
import io.orderflow.integration.PublisherProcessors;
import io.orderflow.integration.event.PublicEvents;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The publisher to webhooks, and their API. Without it there is no schema and no thread. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(WebhookProperties.PREFIX + ".enabled")
@EnableConfigurationProperties(WebhookProperties.class)
@Import(IntegrationConfiguration.class)
class WebhookConfiguration {

  private static final String SCHEMA = "webhooks";

  /** However many attempts there are at a time, orders keep their pool to themselves. */
  private static final int CONNECTIONS = 4;

  /** Visits of all endpoints share the connections. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofMinutes(1);

  @Bean
  FlywayMigrationInitializer webhookSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, SCHEMA);
  }

  @Bean
  EventProcessorDefinition webhookPublisherProcessor(WebhookProperties properties) {
    return PublisherProcessors.of(WebhookEventPublisher.NAME, properties.start());
  }

  /** For visits alone, so that neither the publisher nor an operator waits for them. */
  @Bean
  VisitDatabase visitDatabase(DataSource dataSource) throws SQLException {
    var settings = new HikariConfig();
    dataSource.unwrap(HikariDataSource.class).copyStateTo(settings);
    settings.setPoolName(SCHEMA);
    settings.setMaximumPoolSize(CONNECTIONS);
    settings.setMinimumIdle(0);
    settings.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    settings.setMetricsTrackerFactory(null);
    return new VisitDatabase(new HikariDataSource(settings));
  }

  @Bean
  SecretEncryption webhookSecretEncryption(WebhookProperties properties, Environment environment) {
    if (!environment.acceptsProfiles(Profiles.of("demo"))) {
      properties.requireOwnKey();
    }
    return new SecretEncryption(properties.key());
  }

  @Bean
  @DependsOn("webhookSchema")
  WebhookEndpoints webhookEndpoints(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      SecretEncryption encryption,
      Clock clock) {
    var endpoints = new WebhookEndpoints(jdbc, own(transactions), encryption, clock);
    try {
      endpoints.requireReadable();
    } catch (SecretEncryption.UnreadableSecretException other) {
      throw WebhookProperties.wrongKey(
          "another one",
          "Webhooks' secrets were stored with another key. Set that one; if it is lost, delete the"
              + " rows of webhooks.endpoint and make the webhooks anew.");
    }
    return endpoints;
  }

  @Bean
  WebhookDeliveries webhookDeliveries(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, WebhookProperties properties) {
    return new WebhookDeliveries(jdbc, own(transactions), properties.maxEndpoints());
  }

  @Bean
  DeliveryLog webhookDeliveryLog(JdbcTemplate jdbc) {
    return new DeliveryLog(jdbc);
  }

  /**
   * A new transaction: that of the publisher may be rolled back after deliveries were confirmed.
   */
  private static TransactionTemplate own(PlatformTransactionManager transactions) {
    var template = new TransactionTemplate(transactions);
    template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return template;
  }

  @Bean
  AddressPolicy webhookAddressPolicy(WebhookProperties properties) {
    return new AddressPolicy(properties);
  }

  @Bean
  CheckedDnsResolver webhookDnsResolver(AddressPolicy policy, WebhookProperties properties) {
    return new CheckedDnsResolver(
        policy, InetAddress::getAllByName, properties.timeout(), properties.mostAttempts());
  }

  @Bean
  WebhookSender webhookSender(CheckedDnsResolver hosts, WebhookProperties properties, Clock clock) {
    return new WebhookSender(hosts, properties.timeout(), properties.mostAttempts(), clock);
  }

  @Bean
  WebhookMeters webhookMeters(JdbcTemplate jdbc, Clock clock) {
    return new WebhookMeters(jdbc, clock);
  }

  @Bean
  EndpointVisit endpointVisit(
      VisitDatabase database,
      SecretEncryption encryption,
      AddressPolicy policy,
      WebhookSender sender,
      WebhookProperties properties,
      WebhookMeters meters,
      Clock clock) {
    return new EndpointVisit(
        database.jdbc(),
        database.transactions(),
        database.deliveries(properties),
        new WebhookEndpoints(database.jdbc(), database.transactions(), encryption, clock),
        policy,
        sender,
        new RetrySchedule(properties, () -> ThreadLocalRandom.current().nextDouble()),
        meters,
        clock,
        properties.concurrency());
  }

  @Bean
  @DependsOn("webhookSchema")
  WebhookScheduler webhookScheduler(
      VisitDatabase database, EndpointVisit visit, WebhookProperties properties, Clock clock) {
    return new WebhookScheduler(
        new TransactionAwareDataSourceProxy(database.pool()),
        database.transactions(),
        database.deliveries(properties),
        visit,
        properties,
        clock);
  }

  @Bean
  WebhookEventPublisher webhookEventPublisher(
      WebhookDeliveries deliveries, Clock clock, WebhookScheduler scheduler) {
    return new WebhookEventPublisher(deliveries, clock, scheduler::wake);
  }

  @Bean
  TestDelivery testDelivery(
      WebhookEndpoints endpoints,
      AddressPolicy policy,
      WebhookSender sender,
      PublicEvents events,
      Clock clock) {
    return new TestDelivery(endpoints, policy, sender, events, clock);
  }

  @Bean
  WebhookOperations webhookOperations(
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      WebhookScheduler scheduler,
      TestDelivery test,
      AddressPolicy policy,
      WebhookProperties properties,
      Clock clock) {
    return new WebhookOperations(endpoints, deliveries, scheduler, test, policy, properties, clock);
  }

  /** Wraps the pool: a second bean of type DataSource would make injection ambiguous. */
  record VisitDatabase(HikariDataSource pool, JdbcTemplate jdbc, TransactionTemplate transactions)
      implements AutoCloseable {

    VisitDatabase(HikariDataSource pool) {
      this(pool, new JdbcTemplate(pool), new TransactionTemplate(new JdbcTransactionManager(pool)));
    }

    WebhookDeliveries deliveries(WebhookProperties properties) {
      return new WebhookDeliveries(jdbc, transactions, properties.maxEndpoints());
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
