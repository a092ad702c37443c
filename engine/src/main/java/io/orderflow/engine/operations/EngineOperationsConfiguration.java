package io.orderflow.engine.operations;

import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.DeadLetterRetry;
import io.orderflow.engine.deadletter.EventSkipper;
import io.orderflow.engine.processors.ClaimIdentity;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.SegmentStatuses;
import io.orderflow.engine.processors.StreamHead;
import io.orderflow.engine.switches.OperatorSwitches;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operator's view of this process: asked by its endpoints, and over the message buses. */
@Configuration(proxyBeanMethods = false)
public class EngineOperationsConfiguration {

  private static final int THREADS = 2;

  @Bean
  SwitchStatuses switchStatuses(OperatorSwitches switches) {
    return new SwitchStatuses(switches);
  }

  @Bean
  ServiceStatuses.Sources serviceStatusSources(
      ClaimIdentity node,
      SegmentStatuses segments,
      DeadLetterRegistry letters,
      OperatorSwitches switches,
      StreamHead head) {
    return new ServiceStatuses.Sources(node, segments, letters, switches, head);
  }

  @Bean
  ServiceStatuses serviceStatuses(
      ObjectProvider<EventProcessorDefinition> declared,
      ServiceStatuses.Sources sources,
      SwitchStatuses switches) {
    return new ServiceStatuses(declared, sources, switches);
  }

  @Bean
  DeadLetterOperations deadLetterOperations(
      DeadLetterRegistry letters,
      DeadLetterRetry processor,
      ObjectProvider<EventSkipper> skippers) {
    return new DeadLetterOperations(letters, processor, skippers);
  }

  @Bean(defaultCandidate = false, destroyMethod = "shutdown")
  ExecutorService operationsExecutor() {
    return Executors.newFixedThreadPool(
        THREADS, Thread.ofPlatform().daemon().name("operations-", 1).factory());
  }

  @Bean
  OperationsMessageHandler operationsMessageHandler(
      ServiceStatuses statuses,
      SwitchStatuses switches,
      DeadLetterOperations letters,
      @Qualifier("operationsExecutor") ExecutorService executor) {
    return new OperationsMessageHandler(statuses, switches, letters, executor);
  }

  @Bean
  ConfigurerModule operationsCommands(
      ObjectProvider<OperationsMessageHandler> handler,
      ObjectProvider<OperatorSwitches> switches,
      ObjectProvider<EventProcessorDefinition> processors) {
    return axon ->
        axon.onInitialize(
            configuration ->
                configuration.onStart(
                    Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS,
                    () ->
                        handler
                            .getObject()
                            .subscribe(
                                configuration.commandBus(), switches.getObject(), processors)));
  }
}
