package io.orderflow.engine;

import io.orderflow.engine.deadletter.DeadLetterMeters;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.DeadLetterRetry;
import io.orderflow.engine.outage.OutageMonitor;
import io.orderflow.engine.processors.ClaimIdentity;
import io.orderflow.engine.processors.ClaimScopedCaches;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.processors.FairSegmentProvider;
import io.orderflow.engine.processors.GracefulProcessorShutdown;
import io.orderflow.engine.processors.NodeHeartbeats;
import io.orderflow.engine.processors.TokenStoreFactory;
import io.orderflow.engine.settings.EngineProperties;
import io.orderflow.engine.switches.DeclaredSwitches;
import io.orderflow.engine.switches.OperatorSwitch;
import io.orderflow.engine.switches.OperatorSwitches;
import java.time.Clock;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The token stores, dead letters and segment claims of the declared processors. */
@Configuration(proxyBeanMethods = false)
class ProcessorConfiguration {

  @Bean
  TokenStoreFactory tokenStoreFactory(
      ConnectionProvider connections,
      Serializer serializer,
      EngineProperties properties,
      PlatformTransactionManager transactions) {
    return new TokenStoreFactory(connections, serializer, properties.processors(), transactions);
  }

  @Bean
  ClaimScopedCaches claimScopedCaches(TokenStoreFactory tokens) {
    return tokens.claims();
  }

  @Bean
  DeadLetterRegistry deadLetters(
      JdbcTemplate jdbc, ClaimScopedCaches claims, Clock clock, EngineProperties properties) {
    return new DeadLetterRegistry(jdbc, claims, clock, properties.processors().tries());
  }

  @Bean
  DeadLetterMeters deadLetterMeters(
      ObjectProvider<EventProcessorDefinition> declared, DeadLetterRegistry letters, Clock clock) {
    return new DeadLetterMeters(declared, letters, clock);
  }

  @Bean
  DeadLetterRetry deadLetterRetry(
      DeadLetterRegistry letters,
      org.axonframework.config.Configuration axon,
      TransactionManager transactions) {
    return new DeadLetterRetry(letters, axon, transactions);
  }

  @Bean
  ClaimIdentity claimIdentity(TokenStoreFactory tokens, EngineProperties properties) {
    return new ClaimIdentity(tokens.node(), properties.processors().claimTimeout());
  }

  @Bean
  FairSegmentProvider fairSegmentProvider(
      ObjectProvider<EventProcessorDefinition> declared,
      JdbcTemplate jdbc,
      TokenStoreFactory tokens,
      OperatorSwitches switches,
      EngineProperties properties) {
    var timeout = properties.processors().claimTimeout();
    return new FairSegmentProvider(
        declared,
        new NodeHeartbeats(jdbc, tokens.node(), timeout),
        processor -> switches.isOff(processor.switchName()),
        timeout);
  }

  @Bean
  DeclaredSwitches processorSwitches(ObjectProvider<EventProcessorDefinition> declared) {
    return new DeclaredSwitches(
        declared.stream()
            .map(
                processor ->
                    new OperatorSwitch(
                        processor.switchName(),
                        processor.schema(),
                        "The event processor "
                            + processor.name()
                            + " handles no events, and falls behind."))
            .toList());
  }

  @Bean
  GracefulProcessorShutdown gracefulProcessorShutdown(
      ObjectProvider<EventProcessorDefinition> declared,
      ObjectProvider<org.axonframework.config.Configuration> axon,
      FairSegmentProvider shares,
      OutageMonitor outages) {
    return new GracefulProcessorShutdown(declared, axon, shares, outages);
  }

  /** The source is resolved late: it needs the configuration that is built here. */
  @Bean
  ProcessorRegistrar declaredProcessors(
      ObjectProvider<EventProcessorDefinition> declared,
      ObjectProvider<EventSource> source,
      ProcessorRegistrar.Storage storage) {
    return new ProcessorRegistrar(declared, source, storage);
  }

  @Bean
  ProcessorRegistrar.Storage processorStorage(
      TokenStoreFactory tokens,
      DeadLetterRegistry deadLetters,
      FairSegmentProvider shares,
      EngineProperties properties) {
    return new ProcessorRegistrar.Storage(tokens, deadLetters, shares, properties.processors());
  }
}
