package io.orderflow.integration;

import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.outage.OutageMonitor;
import io.orderflow.engine.processors.ClaimScopedCaches;
import io.orderflow.integration.event.PublicEvents;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What all publishers share. Each publisher that is switched on imports it; without one there is no
 * schema, no processor and no cost.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntegrationProperties.class)
public class IntegrationConfiguration {

  @Bean
  FlywayMigrationInitializer integrationSchema(DataSource dataSource) {
    return ModuleSchema.migrating(dataSource, PublisherProcessors.SCHEMA);
  }

  @Bean
  PublicEvents publicEvents(IntegrationProperties properties) {
    return new PublicEvents(properties.source());
  }

  @Bean
  PublisherRegistrar publisherRegistrar(
      ObjectProvider<EventPublisher> publishers,
      PublicEvents publicEvents,
      OutageMonitor outages,
      ClaimScopedCaches claims,
      JdbcTemplate jdbc) {
    return new PublisherRegistrar(
        publishers, publicEvents, outages, claims, new StartedResends(jdbc));
  }

  @Bean
  PublisherSkipper publisherSkipper(ObjectProvider<EventPublisher> publishers, EventStore events) {
    return new PublisherSkipper(publishers, events);
  }
}
