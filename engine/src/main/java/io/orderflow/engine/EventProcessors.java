package io.orderflow.engine;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives every declared processor what it needs, and refuses those nobody declared. */
@Configuration(proxyBeanMethods = false)
class EventProcessors {

  @Bean
  TokenTable tokenTable(
      ConnectionProvider connections, Serializer serializer, OrderflowProperties properties) {
    return new TokenTable(connections, serializer, properties.processors());
  }

  /** The source is fetched late: it needs the configuration that is only being made here. */
  @Bean
  ConfigurerModule declaredProcessors(
      ObjectProvider<EventProcessor> declared,
      ObjectProvider<PromptEvents> source,
      TokenTable tokens,
      OrderflowProperties properties) {
    return axon -> {
      var processing = axon.eventProcessing();
      processing
          .usingPooledStreamingEventProcessors()
          .configureDefaultStreamableMessageSource(c -> source.getObject())
          .registerDefaultListenerInvocationErrorHandler(c -> PropagatingErrorHandler.instance())
          .registerDefaultErrorHandler(c -> new LoudErrors())
          .registerTokenStore(c -> refuseUndeclared());
      axon.registerComponent(SagaStore.class, c -> refuseInMemory());
      declared.forEach(processor -> register(processor, processing, tokens, properties));
    };
  }

  private static void register(
      EventProcessor declared,
      EventProcessingConfigurer processing,
      TokenTable tokens,
      OrderflowProperties properties) {
    // Extended well before it lapses, also while a long batch is being handled.
    long extension = properties.processors().claimTimeout().toMillis() / 2;
    processing.registerTokenStore(declared.name(), c -> tokens.in(declared.schema()));
    processing.registerPooledStreamingEventProcessorConfiguration(
        declared.name(),
        (c, processor) ->
            processor
                .initialSegmentCount(declared.segments())
                .batchSize(declared.batchSize())
                .initialToken(StreamableMessageSource::createTailToken)
                .claimExtensionThreshold(extension)
                .tokenClaimInterval(extension)
                .enableCoordinatorClaimExtension());
  }

  private static TokenStore refuseUndeclared() {
    throw new IllegalStateException(
        "An event processor has no place for its tokens; declare an EventProcessor bean with the"
            + " name of its @ProcessingGroup.");
  }

  private static SagaStore<?> refuseInMemory() {
    throw new IllegalStateException(
        "A saga has no store and would be lost with the process; register it with one.");
  }
}
