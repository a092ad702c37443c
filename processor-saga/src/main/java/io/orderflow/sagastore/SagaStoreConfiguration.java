package io.orderflow.sagastore;

import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What all sagas kept in one row share. */
@Configuration(proxyBeanMethods = false)
public class SagaStoreConfiguration {

  @Bean
  DeadlineManager rowDeadlines() {
    return new SagaRowDeadlineManager();
  }

  @Bean
  SagaRuntime.Surroundings surroundings(
      JdbcTemplate jdbc, TransactionManager transactions, Clock clock) {
    return new SagaRuntime.Surroundings(jdbc, transactions, clock);
  }

  @Bean
  SagaRuntime.Handlers handlers(ParameterResolverFactory parameters, HandlerDefinition definition) {
    return new SagaRuntime.Handlers(parameters, definition);
  }
}
