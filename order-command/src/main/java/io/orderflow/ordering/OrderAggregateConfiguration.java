package io.orderflow.ordering;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.engine.messaging.StalenessCheckingRepository;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the order with Axon, with a repository of its own. */
@Configuration(proxyBeanMethods = false)
class OrderAggregateConfiguration {

  /** The repository keeps orders in memory, so that a command need not read the order's events. */
  @Bean
  ConfigurerModule orderAggregate() {
    return configurer ->
        configurer.configureAggregate(
            AggregateConfigurer.defaultConfiguration(Order.class)
                .configureCommandTargetResolver(_ -> OrderAggregateConfiguration::target)
                .configureRepository(axon -> StalenessCheckingRepository.of(Order.class, axon)));
  }

  /**
   * Each command names its order. Axon's own resolver would search it for annotations each time.
   */
  private static VersionedAggregateIdentifier target(CommandMessage<?> command) {
    return new VersionedAggregateIdentifier(((OrderCommand) command.getPayload()).orderId(), null);
  }
}
