package io.orderflow.engine;

import io.orderflow.engine.admission.AdmissionControl;
import io.orderflow.engine.deadletter.DeadLetterOperations;
import io.orderflow.engine.problem.ProblemResponses;
import io.orderflow.engine.problem.ReadableAnswers;
import io.orderflow.engine.processors.ProcessorOperations;
import io.orderflow.engine.request.RequestReading;
import io.orderflow.engine.security.SecurityModule;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * Everything a module needs to store, route and handle messages: the event store, the serializer,
 * the transaction manager, and for each declared {@link EventProcessor} its tokens, wake-up and
 * error handling.
 *
 * <p>What depends on {@code orderflow.engine} is in {@link PostgresEngine} and {@link
 * AxonServerEngine}; the rest is the same whoever carries the messages.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrderflowProperties.class)
@PropertySource("classpath:io/orderflow/engine/defaults.properties")
@Import({
  Transactions.class,
  Serialization.class,
  PostgresEngine.class,
  AxonServerEngine.class,
  EventProcessors.class,
  Commands.class,
  Queries.class,
  ProblemResponses.class,
  ReadableAnswers.class,
  RequestReading.class,
  AdmissionControl.class,
  SecurityModule.class,
  DeadLetterOperations.class,
  ProcessorOperations.class
})
public class EngineModule {}
