package io.orderflow.ordering;

import io.orderflow.engine.messaging.StalenessCheckingRepository;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the order with Axon, with a repository of its own. */
@Configuration(proxyBeanMethods = false)
class OrderAggregateConfiguration {

  /** Kept in memory, which saves reading an order's events for each of its commands. */
  @Bean
  ConfigurerModule orderAggregate() {
    return configurer ->
        configurer.configureAggregate(
            AggregateConfigurer.defaultConfiguration(Order.class)
                .configureRepository(axon -> StalenessCheckingRepository.of(Order.class, axon)));
  }
}
