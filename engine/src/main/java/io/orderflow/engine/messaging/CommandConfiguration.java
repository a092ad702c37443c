package io.orderflow.engine.messaging;

import io.orderflow.engine.settings.EngineProperties;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sends commands: tries again after a conflict, and reports any other failure as an unknown
 * outcome.
 */
@Configuration(proxyBeanMethods = false)
public class CommandConfiguration {

  private static final int RETRY_THREADS = 4;

  @Bean(defaultCandidate = false, destroyMethod = "shutdown")
  ExecutorService commandRetries() {
    return Executors.newFixedThreadPool(
        RETRY_THREADS, Thread.ofPlatform().daemon().name("command-retry-", 1).factory());
  }

  @Bean
  ConflictRetryScheduler conflictRetries(
      EngineProperties properties, @Qualifier("commandRetries") ExecutorService executor) {
    return new ConflictRetryScheduler(
        properties.commands(), executor, RandomGenerator.getDefault());
  }

  @Bean
  CommandGateway commandGateway(
      CommandBus bus,
      ConflictRetryScheduler retries,
      CommandHandlerAvailability handlers,
      ObjectProvider<MessageDispatchInterceptor<CommandMessage<?>>> interceptors) {
    // At the gateway, and not at the bus: a command that is tried again is sent by another thread.
    return new UnknownOutcomeCommandGateway(
        DefaultCommandGateway.builder()
            .commandBus(bus)
            .retryScheduler(retries)
            .dispatchInterceptors(List.copyOf(interceptors.orderedStream().toList())),
        handlers);
  }
}
