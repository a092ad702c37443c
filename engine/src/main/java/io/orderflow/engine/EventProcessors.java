package io.orderflow.engine;

import io.orderflow.engine.deadletter.DeadLetters;
import io.orderflow.engine.processors.Claims;
import java.time.Clock;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives every declared processor what it needs, and refuses those nobody declared. */
@Configuration(proxyBeanMethods = false)
class EventProcessors {

  @Bean
  TokenTable tokenTable(
      ConnectionProvider connections,
      Serializer serializer,
      OrderflowProperties properties,
      PlatformTransactionManager transactions) {
    return new TokenTable(connections, serializer, properties.processors(), transactions);
  }

  @Bean
  DeadLetters deadLetters(JdbcTemplate jdbc, Clock clock, OrderflowProperties properties) {
    return new DeadLetters(jdbc, clock, properties.processors().tries());
  }

  @Bean
  Claims claims(TokenTable tokens, OrderflowProperties properties) {
    return new Claims(tokens.node(), properties.processors().claimTimeout());
  }

  @Bean
  Shares shares(
      ObjectProvider<EventProcessor> declared,
      JdbcTemplate jdbc,
      TokenTable tokens,
      OrderflowProperties properties) {
    var timeout = properties.processors().claimTimeout();
    return new Shares(declared, new Attendance(jdbc, tokens.node(), timeout), timeout);
  }

  @Bean
  HandOver handOver(
      ObjectProvider<EventProcessor> declared,
      ObjectProvider<org.axonframework.config.Configuration> axon,
      Shares shares,
      OutageMonitor outages) {
    return new HandOver(declared, axon, shares, outages);
  }

  /** The source is fetched late: it needs the configuration that is only being made here. */
  @Bean
  DeclaredProcessors declaredProcessors(
      ObjectProvider<EventProcessor> declared,
      ObjectProvider<EventSource> source,
      DeclaredProcessors.Storage storage) {
    return new DeclaredProcessors(declared, source, storage);
  }

  @Bean
  DeclaredProcessors.Storage processorStorage(
      TokenTable tokens, DeadLetters deadLetters, Shares shares, OrderflowProperties properties) {
    return new DeclaredProcessors.Storage(tokens, deadLetters, shares, properties.processors());
  }
}
