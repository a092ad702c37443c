package io.orderflow.integration.notification;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.EventProcessorDefinition.Start;
import io.orderflow.integration.EventPublisher;
import io.orderflow.integration.IntegrationConfiguration;
import io.orderflow.integration.PublisherProcessors;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The publisher to the notification service. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(NotificationProperties.PREFIX + ".enabled")
@EnableConfigurationProperties(NotificationProperties.class)
@Import(IntegrationConfiguration.class)
class NotificationConfiguration {

  /** It begins with what happens from its first start on: old orders are no news to customers. */
  @Bean
  EventProcessorDefinition notificationProcessor() {
    return PublisherProcessors.of(
        NotificationPublisher.NAME, Start.NOW, NotificationPublisher.BATCH);
  }

  @Bean
  NotificationTable notificationTable(JdbcTemplate jdbc) {
    return new NotificationTable(jdbc);
  }

  @Bean
  EventPublisher notificationPublisher(
      NotificationProperties properties, NotificationTable table, Clock clock) {
    return new NotificationPublisher(properties, new NotificationService(properties), table, clock);
  }
}
