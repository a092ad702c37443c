package io.orderflow.engine.deadletter;

import org.axonframework.common.transaction.TransactionManager;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people can do about dead letters, where there is HTTP. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
public class DeadLetterOperations {

  @Bean
  DeadLetterEndpoint deadLetterEndpoint(
      DeadLetters letters,
      org.axonframework.config.Configuration axon,
      TransactionManager transactions) {
    return new DeadLetterEndpoint(letters, new Retries(letters, axon, transactions));
  }
}
