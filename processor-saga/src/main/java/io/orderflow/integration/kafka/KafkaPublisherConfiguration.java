package io.orderflow.integration.kafka;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.integration.EventPublisher;
import io.orderflow.integration.IntegrationConfiguration;
import io.orderflow.integration.PublisherProcessors;
import io.orderflow.partner.kafka.DurableProducerSettings;
import io.orderflow.partner.kafka.SelfReplacingProducer;
import java.util.HashMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** The publisher to Kafka. It connects when it has something to publish. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(KafkaPublisherProperties.PREFIX + ".enabled")
@EnableConfigurationProperties(KafkaPublisherProperties.class)
@Import(IntegrationConfiguration.class)
class KafkaPublisherConfiguration {

  /** The publisher waits while a replaced producer closes; its records have failed anyway. */
  private static final int CLOSE_SECONDS = 1;

  @Bean
  EventProcessorDefinition kafkaPublisherProcessor(KafkaPublisherProperties properties) {
    return PublisherProcessors.of(KafkaEventPublisher.NAME, properties.start());
  }

  /** A factory of its own: it may be another Kafka than the partners'. */
  @Bean
  PublisherProducers kafkaPublisherProducers(KafkaPublisherProperties properties) {
    var settings = new HashMap<String, Object>(properties.properties());
    settings.putAll(DurableProducerSettings.within(properties.timeout()));
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.requiredServers());
    settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "orderflow-public-events");
    var factory = new DefaultKafkaProducerFactory<byte[], byte[]>(settings);
    factory.setPhysicalCloseTimeout(CLOSE_SECONDS);
    return new PublisherProducers(factory);
  }

  @Bean
  EventPublisher kafkaEventPublisher(
      KafkaPublisherProperties properties, PublisherProducers producers) {
    return new KafkaEventPublisher(properties, new SelfReplacingProducer(producers.factory()));
  }

  /** Not a bean of Spring Kafka's type, which would replace that of {@code spring.kafka}. */
  record PublisherProducers(DefaultKafkaProducerFactory<byte[], byte[]> factory)
      implements AutoCloseable {

    @Override
    public void close() {
      factory.destroy();
    }
  }
}
