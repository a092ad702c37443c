package io.orderflow.integration.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.integration.IntegrationConfiguration;
import io.orderflow.integration.PublisherProcessors;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The publisher to RabbitMQ. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(RabbitMqPublisherProperties.PREFIX + ".enabled")
@EnableConfigurationProperties(RabbitMqPublisherProperties.class)
@Import(IntegrationConfiguration.class)
class RabbitMqPublisherConfiguration {

  /** In seconds. A broker that says nothing for twice as long is given up. */
  private static final int HEARTBEAT = 10;

  @Bean
  EventProcessorDefinition rabbitMqPublisherProcessor(RabbitMqPublisherProperties properties) {
    return PublisherProcessors.of(RabbitMqEventPublisher.NAME, properties.start());
  }

  @Bean
  RabbitMqEventPublisher rabbitMqEventPublisher(
      RabbitMqPublisherProperties properties, SslBundles bundles) throws NoSuchAlgorithmException {
    return new RabbitMqEventPublisher(properties, connections(properties, bundles));
  }

  /** The client's own recovery is off: it could not tell which events were confirmed. */
  private static ConnectionFactory connections(
      RabbitMqPublisherProperties properties, SslBundles bundles) throws NoSuchAlgorithmException {
    var factory = new ConnectionFactory();
    factory.setVirtualHost(properties.virtualHost());
    factory.setUsername(properties.username());
    factory.setPassword(properties.password());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setConnectionTimeout(properties.timeoutMillis());
    factory.setHandshakeTimeout(properties.timeoutMillis());
    factory.setChannelRpcTimeout(properties.timeoutMillis());
    factory.setShutdownTimeout(properties.timeoutMillis());
    factory.setRequestedHeartbeat(HEARTBEAT);
    factory.setThreadFactory(Thread.ofPlatform().daemon().name("rabbitmq-", 0).factory());
    factory.setExceptionHandler(new LoggingAtDebug());
    if (properties.tls()) {
      factory.useSslProtocol(context(properties, bundles));
      factory.enableHostnameVerification();
    }
    return factory;
  }

  private static SSLContext context(RabbitMqPublisherProperties properties, SslBundles bundles)
      throws NoSuchAlgorithmException {
    var bundle = properties.sslBundle();
    return bundle == null || bundle.isBlank()
        ? SSLContext.getDefault()
        : bundles.getBundle(bundle).createSslContext();
  }

  /** A lost connection is reported by the next attempt to publish, once. */
  private static final class LoggingAtDebug extends ForgivingExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(RabbitMqEventPublisher.class);

    @Override
    protected void log(String message, Throwable failure) {
      log.debug(message, failure);
    }
  }
}
