package io.orderflow.engine.origin;

import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Stores events with the origin of their command. It replaces Axon's own provider, which would
 * store two ids of command messages with each event: they are found nowhere else.
 */
@Configuration(proxyBeanMethods = false)
public class OriginConfiguration {

  @Bean
  CorrelationDataProvider originOfCommands() {
    return message ->
        Origin.of(message.getMetaData()).map(Origin::metaData).orElse(MetaData.emptyInstance());
  }
}
