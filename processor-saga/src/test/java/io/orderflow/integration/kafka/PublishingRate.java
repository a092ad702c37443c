package io.orderflow.integration.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.integration.OrderStream;
import io.orderflow.partner.kafka.TestBroker;
import io.orderflow.web.WebModule;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Prints how fast a publisher that was stopped catches up, on Kafka. Run by its name only. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublishingRate {

  private static final int ORDERS_OF_TRANSACTION = 200;
  private static final String TOPIC = "rate";
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** System property: {@code publishing.orders}, each of six events; an hour of ten a second. */
  @Test
  void a_publisher_catches_up_with_what_was_stored_meanwhile() {
    int orders = Integer.getInteger("publishing.orders", 36_000);
    long events = (long) orders * OrderStream.WHOLE;
    var url = TestDatabase.createUrl();
    try (var node = start(Storing.class, url)) {
      store(node.getBean(EventStore.class), orders);
    }
    try (var broker = TestBroker.start()) {
      broker.create(TOPIC, 6, Map.of());
      long begun = System.nanoTime();
      double cpu = cpuSeconds();
      try (var node =
          start(
              Publishing.class,
              url,
              "orderflow.integration.kafka.enabled=true",
              "orderflow.integration.kafka.start=first-event",
              "orderflow.integration.kafka.topic=" + TOPIC,
              "orderflow.integration.kafka.bootstrap-servers=" + broker.address())) {
        var processor =
            node.getBean(EventProcessingConfiguration.class)
                .eventProcessor("integration-kafka", StreamingEventProcessor.class)
                .orElseThrow();
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    processor.processingStatus().values().stream()
                        .anyMatch(status -> status.getCurrentPosition().orElse(-1) >= events - 1));
        double took = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
            "%,d events in %.1f s, its start included: %,.0f events/s; CPU per event, with the"
                + " broker and without PostgreSQL: %.0f µs; load average %.1f%n",
            events,
            took,
            events / took,
            (cpuSeconds() - cpu) / events * 1e6,
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      }
      assertThat(broker.read(TOPIC, _ -> true)).hasSizeGreaterThanOrEqualTo((int) events);
    }
  }

  private static void store(EventStore store, int orders) {
    for (int first = 0; first < orders; first += ORDERS_OF_TRANSACTION) {
      var messages = new ArrayList<EventMessage<?>>();
      IntStream.range(first, Math.min(first + ORDERS_OF_TRANSACTION, orders))
          .forEach(_ -> messages.addAll(OrderStream.whole()));
      store.publish(messages);
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private static ConfigurableApplicationContext start(
      Class<?> application, String databaseUrl, String... settings) {
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .run(
            Stream.concat(
                    Stream.of(
                        "--spring.datasource.url=" + databaseUrl,
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn"),
                    Stream.of(settings).map("--"::concat))
                .toArray(String[]::new));
  }

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class})
  static class Storing {}

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, KafkaPublisherConfiguration.class})
  static class Publishing {}
}
