package io.orderflow.engine.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.TallyApplication;
import io.orderflow.engine.TallyView;
import io.orderflow.engine.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessorMetersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(10);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SettableClock clock = new SettableClock();

  @Test
  void a_processor_that_stands_lags_by_events_and_by_the_time_the_oldest_of_them_waits() {
    try (var context = start()) {
      var meters =
          new ProcessorMeters(
              context.getBeanProvider(EventProcessor.class),
              context.getBean(StreamHead.class),
              context.getBean(StoredTokens.class),
              clock);
      meters.bindTo(registry);
      var commands = context.getBean(CommandGateway.class);
      var processor = processor(context);
      commands.sendAndWait(new Count("before"));
      awaitNoLag();

      processor.shutDown();
      commands.sendAndWait(new Count("one"));
      commands.sendAndWait(new Count("two"));
      assertLag(2, 0);
      clock.advance(Duration.ofSeconds(30));
      commands.sendAndWait(new Count("three"));
      assertLag(3, 40);

      processor.start();
      awaitNoLag();
      assertThat(meters).isNotNull(); // gauges do not keep what they measure
    }
  }

  private void awaitNoLag() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              clock.advance(BETWEEN_READINGS);
              return shown("orderflow.processor.lag.events") == 0
                  && shown("orderflow.processor.lag") == 0;
            });
  }

  private void assertLag(double events, double seconds) {
    clock.advance(BETWEEN_READINGS);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(shown("orderflow.processor.lag.events")).isEqualTo(events);
              assertThat(shown("orderflow.processor.lag")).isEqualTo(seconds);
            });
  }

  private double shown(String name) {
    return registry
        .get(name)
        .tag("processor", TallyView.NAME)
        .meter()
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  private static StreamingEventProcessor processor(ConfigurableApplicationContext context) {
    return context
        .getBean(EventProcessingConfiguration.class)
        .eventProcessor(TallyView.NAME, StreamingEventProcessor.class)
        .orElseThrow();
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(TallyApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + TestDatabase.createUrl(),
            "--spring.autoconfigure.exclude=" + TallyApplication.JPA);
  }

  private static final class SettableClock extends Clock {

    private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

    synchronized void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("local time is not used");
    }
  }
}
