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
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What becomes of the progress of a processor that fails, by a clock of its own. */
@DirtiesContext
@SpringBootTest(
    classes = TallyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "spring.autoconfigure.exclude=" + TallyApplication.JPA)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessorProgressTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Autowired CommandGateway commands;
  @Autowired TallyView view;
  @Autowired StoredTokens tokens;
  @Autowired ObjectProvider<EventStore> events;
  @Autowired EventProcessorDefinition tally;
  @Autowired ObjectProvider<EventProcessorDefinition> declared;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicBoolean paused = new AtomicBoolean();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ProcessorProgress progress;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @BeforeEach
  void look() {
    InstantSource time = now::get;
    Clock clock = time.withZone(ZoneOffset.UTC);
    // A look without an answer shows nothing, and each of these looks must show something.
    var head = new StreamHead(events, Duration.ofMinutes(1));
    progress = new ProcessorProgress(declared, tokens, head, _ -> paused.get(), clock);
    progress.bindTo(meters);
    await().until(() -> tokens.of(tally).size() == 2);
    view.afterEach(
        _ -> {
          throw new QueryTimeoutException("planted");
        });
    commands.sendAndWait(new Count(UUID.randomUUID().toString()));
    progress.look();
  }

  @AfterEach
  void heal() {
    view.afterEach(_ -> {});
    await().untilAsserted(() -> assertThat(lags()).containsOnly(0L));
  }

  @Test
  void a_segment_that_does_not_move_while_events_wait_stalls() {
    assertThat(progress.stalled()).isEmpty();

    after(ProcessorProgress.STALLED_AFTER.minusMillis(1));
    assertThat(progress.stalled()).isEmpty();
    after(Duration.ofMillis(1));

    assertThat(progress.stalled()).containsOnlyKeys(TallyView.NAME);
    assertThat(progress.stalled()).containsEntry(TallyView.NAME, NOON);
    assertThat(progress.of(tally))
        .filteredOn(segment -> segment.lag() > 0)
        .allSatisfy(
            segment -> assertThat(segment.waiting()).isEqualTo(ProcessorProgress.STALLED_AFTER));
    assertThat(meter("orderflow.processor.stalled")).isEqualTo(1);
    assertThat(meter("orderflow.processor.lag.events")).isEqualTo(1);
    assertThat(meters.get("orderflow.processor.lag").timeGauge().value()).isEqualTo(25);
    var health = new ProcessorHealthIndicator(progress).health();
    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.getDetails()).containsEntry(TallyView.NAME, "stalled since " + NOON);
  }

  @Test
  void a_segment_that_moves_again_has_stalled_no_more() {
    after(ProcessorProgress.STALLED_AFTER);
    assertThat(progress.stalled()).isNotEmpty();

    heal();
    progress.look();

    assertThat(progress.stalled()).isEmpty();
    assertThat(meter("orderflow.processor.stalled")).isZero();
    assertThat(meters.get("orderflow.processor.lag").timeGauge().value()).isZero();
    assertThat(new ProcessorHealthIndicator(progress).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void a_processor_without_events_does_not_stall() {
    heal();
    after(Duration.ofDays(1));

    assertThat(progress.stalled()).isEmpty();
  }

  @Test
  void a_paused_processor_falls_behind_and_does_not_stall() {
    paused.set(true);
    after(Duration.ofHours(1));

    assertThat(progress.stalled()).isEmpty();
    assertThat(meters.get("orderflow.processor.lag").timeGauge().value()).isEqualTo(3_600);
    paused.set(false);
    after(ProcessorProgress.STALLED_AFTER.minusMillis(1));
    assertThat(progress.stalled()).as("it may take up its work first").isEmpty();
  }

  private void after(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    progress.look();
  }

  private double meter(String name) {
    return meters.get(name).tag("processor", TallyView.NAME).gauge().value();
  }

  private List<Long> lags() {
    progress.look();
    return progress.of(tally).stream().map(segment -> segment.lag()).toList();
  }
}
