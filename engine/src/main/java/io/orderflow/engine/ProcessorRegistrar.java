package io.orderflow.engine;

import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.UnreadableEventSource;
import io.orderflow.engine.processors.CappedBackoffExecutor;
import io.orderflow.engine.processors.EventLogInterceptor;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.processors.FairSegmentProvider;
import io.orderflow.engine.processors.OnDemandProcessor;
import io.orderflow.engine.processors.PacedEventSource;
import io.orderflow.engine.processors.RethrowingErrorHandler;
import io.orderflow.engine.processors.TokenStoreFactory;
import io.orderflow.engine.settings.EngineProperties;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Registers the declared processors with Axon, and refuses all others. */
final class ProcessorRegistrar implements ConfigurerModule {

  /**
   * How often a node tries to claim free segments. A segment whose batch failed is free, too: it
   * stops until it is claimed again.
   */
  private static final long CLAIM_INTERVAL_MILLIS = 1_000;

  /**
   * How often a segment without events of its own stores its position. A module that waits for a
   * processor which it has started waits so much longer.
   */
  private static final long ON_DEMAND_POSITION_MILLIS = 250;

  /** How long the coordinator of a processor with much to do waits for room in a queue. */
  private static final Duration QUEUE_FULL = Duration.ofMillis(5);

  private final ObjectProvider<EventProcessorDefinition> declared;
  private final ObjectProvider<EventSource> source;
  private final Storage storage;

  ProcessorRegistrar(
      ObjectProvider<EventProcessorDefinition> declared,
      ObjectProvider<EventSource> source,
      Storage storage) {
    this.declared = declared;
    this.source = source;
    this.storage = storage;
  }

  /** Before the modules, so that the dead-letter interceptor comes first. */
  @Override
  public int order() {
    return -1_000;
  }

  @Override
  public void configureModule(Configurer axon) {
    var processing = axon.eventProcessing();
    processing
        .usingPooledStreamingEventProcessors()
        .configureDefaultStreamableMessageSource(_ -> readable())
        .registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.instance())
        .registerDefaultErrorHandler(_ -> new RethrowingErrorHandler())
        .registerTokenStore(_ -> refuseUndeclared());
    axon.registerComponent(SagaStore.class, _ -> refuseInMemory());
    declared.forEach(processor -> register(processor, processing));
  }

  private void register(EventProcessorDefinition processor, EventProcessingConfigurer processing) {
    processing.registerHandlerInterceptor(processor.name(), _ -> new EventLogInterceptor());
    storage.deadLetters().guard(processor, processing);
    processing.registerTokenStore(processor.name(), _ -> storage.tokens().in(processor.schema()));
    if (processor.onDemand()) {
      processing.registerEventProcessor(
          processor.name(),
          (name, axon, handlers) ->
              new OnDemandProcessor(
                  configured(OnDemandProcessor.builder(name, axon, handlers), processor, axon)
                      .coordinatorExecutor(
                          _ -> coordinating(new CappedBackoffExecutor(name, QUEUE_FULL), axon))
                      .claimExtensionThreshold(ON_DEMAND_POSITION_MILLIS)));
    } else {
      processing.registerPooledStreamingEventProcessorConfiguration(
          processor.name(), (axon, pooled) -> configured(pooled, processor, axon));
    }
  }

  private PooledStreamingEventProcessor.Builder configured(
      PooledStreamingEventProcessor.Builder pooled,
      EventProcessorDefinition processor,
      Configuration axon) {
    // Well before the claim expires, also during a long batch.
    long extension = storage.properties().claimTimeout().toMillis() / 2;
    return pooled
        .messageSource(new PacedEventSource(readable(), processor.rest()))
        .coordinatorExecutor(name -> coordinating(new CappedBackoffExecutor(name), axon))
        .initialSegmentCount(processor.segments())
        .batchSize(processor.batchSize())
        .initialToken(_ -> first(processor.start()))
        .claimExtensionThreshold(extension)
        .tokenClaimInterval(CLAIM_INTERVAL_MILLIS)
        .maxSegmentProvider(storage.shares())
        .enableCoordinatorClaimExtension();
  }

  private @Nullable TrackingToken first(EventProcessorDefinition.Start start) {
    var events = source.getObject();
    return switch (start) {
      case FIRST_EVENT -> events.tail().get();
      case NOW -> events.events().createHeadToken();
    };
  }

  private UnreadableEventSource readable() {
    return new UnreadableEventSource(source.getObject().events());
  }

  private static ScheduledExecutorService coordinating(
      CappedBackoffExecutor thread, Configuration axon) {
    axon.onShutdown(thread::shutdown);
    return thread;
  }

  private static TokenStore refuseUndeclared() {
    throw new IllegalStateException(
        "An event processor has no token store; declare an EventProcessorDefinition bean with the"
            + " name of its @ProcessingGroup.");
  }

  private static SagaStore<?> refuseInMemory() {
    throw new IllegalStateException(
        "A saga has no store and would be lost with the process; register it with one.");
  }

  /** What processors store: tokens, dead letters and shares of segments. */
  record Storage(
      TokenStoreFactory tokens,
      DeadLetterRegistry deadLetters,
      FairSegmentProvider shares,
      EngineProperties.Processors properties) {}
}
