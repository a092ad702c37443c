package io.orderflow.integration;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.EventProcessorDefinition.Start;
import io.orderflow.engine.processors.StoredTokens;
import io.orderflow.engine.processors.StreamPositions;
import io.orderflow.web.WebModule;
import java.util.Objects;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** One node with two publishers in memory; its events come from the test. */
final class PublisherNode implements AutoCloseable {

  static final String STEADY = "steady";
  static final String FICKLE = "fickle";

  private final ConfigurableApplicationContext context;

  private PublisherNode(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static PublisherNode start(String databaseUrl) {
    return start(databaseUrl, WebApplicationType.NONE);
  }

  /** The same, with the endpoints at {@link #port()}. */
  static PublisherNode startWithApi(String databaseUrl) {
    return start(databaseUrl, WebApplicationType.SERVLET);
  }

  private static PublisherNode start(String databaseUrl, WebApplicationType web) {
    return new PublisherNode(
        new SpringApplicationBuilder(Application.class)
            .web(web)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=postgres",
                "--spring.main.banner-mode=off",
                "--orderflow.processors.tries=1",
                "--logging.level.root=warn"));
  }

  String port() {
    return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
  }

  OrderStream order() {
    return new OrderStream(context.getBean(EventStore.class));
  }

  /** The publisher that begins with the first event. */
  RecordingPublisher steady() {
    return context.getBean("steady", RecordingPublisher.class);
  }

  /** The publisher that begins with what happens from its first start on. */
  RecordingPublisher fickle() {
    return context.getBean("fickle", RecordingPublisher.class);
  }

  boolean isClaimed(String publisher) {
    return !processor(publisher).processingStatus().isEmpty();
  }

  StreamingEventProcessor processor(String publisher) {
    return context
        .getBean(EventProcessingConfiguration.class)
        .eventProcessor(PublisherProcessors.nameOf(publisher), StreamingEventProcessor.class)
        .orElseThrow();
  }

  /** Whether the stored position of a publisher is that of the newest event. */
  boolean hasPublishedAll(String publisher) {
    long newest = StreamPositions.indexOf(context.getBean(EventStore.class).createHeadToken());
    return context.getBean(StoredTokens.class).of(declared(publisher)).stream()
        .anyMatch(token -> token.position() == newest);
  }

  EventProcessorDefinition declared(String publisher) {
    return context.getBean(publisher + "Processor", EventProcessorDefinition.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  @EnableAutoConfiguration
  @ComponentScan("io.orderflow.integration.resend")
  @Import({EngineModule.class, WebModule.class, IntegrationConfiguration.class})
  static class Application {

    @Bean
    RecordingPublisher steady() {
      return new RecordingPublisher(STEADY);
    }

    @Bean
    EventProcessorDefinition steadyProcessor() {
      return PublisherProcessors.of(STEADY, Start.FIRST_EVENT);
    }

    @Bean
    RecordingPublisher fickle() {
      return new RecordingPublisher(FICKLE);
    }

    @Bean
    EventProcessorDefinition fickleProcessor() {
      return PublisherProcessors.of(FICKLE, Start.NOW);
    }
  }
}
