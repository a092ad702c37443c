package io.orderflow.engine;

import io.orderflow.engine.axonserver.AxonServerEngine;
import io.orderflow.engine.database.TransactionConfiguration;
import io.orderflow.engine.logging.LogProperties;
import io.orderflow.engine.messaging.CommandConfiguration;
import io.orderflow.engine.messaging.QueryConfiguration;
import io.orderflow.engine.operations.EngineOperationsConfiguration;
import io.orderflow.engine.origin.OriginConfiguration;
import io.orderflow.engine.postgres.PostgresEngine;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.ProcessorStatusConfiguration;
import io.orderflow.engine.serialization.SerializationConfiguration;
import io.orderflow.engine.settings.EngineProperties;
import io.orderflow.engine.switches.SwitchConfiguration;
import io.orderflow.engine.tracing.TracingConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * Everything a module needs to store, route and handle messages: the event store, the serializer,
 * the transaction manager, and for each declared {@link EventProcessorDefinition} its tokens,
 * wake-up and error handling.
 *
 * <p>{@link PostgresEngine} and {@link AxonServerEngine} hold the parts that {@code
 * orderflow.engine} chooses; the rest is the same on both.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EngineProperties.class, LogProperties.class})
@PropertySource("classpath:io/orderflow/engine/defaults.properties")
@Import({
  TransactionConfiguration.class,
  SerializationConfiguration.class,
  PostgresEngine.class,
  AxonServerEngine.class,
  ProcessorConfiguration.class,
  ProcessorStatusConfiguration.class,
  CommandConfiguration.class,
  OriginConfiguration.class,
  SwitchConfiguration.class,
  EngineOperationsConfiguration.class,
  TracingConfiguration.class,
  QueryConfiguration.class
})
public class EngineModule {}
