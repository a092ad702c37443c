package io.orderflow.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SampledValueTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StandingClock clock = new StandingClock();
  private final AtomicInteger readings = new AtomicInteger();

  @Test
  void a_value_is_read_once_in_ten_seconds_however_often_it_is_asked_for() {
    var sampled = new SampledValue<>(clock, readings::incrementAndGet);
    assertShown(sampled, 1);
    clock.advance(Duration.ofMillis(9_999));
    assertShown(sampled, 1);
    clock.advance(Duration.ofMillis(1));
    assertShown(sampled, 2);
  }

  @Test
  void a_reading_that_takes_a_second_is_repeated_after_a_hundred() {
    var sampled =
        new SampledValue<>(
            clock,
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return readings.incrementAndGet();
            });
    assertShown(sampled, 1);
    clock.advance(Duration.ofSeconds(99));
    assertShown(sampled, 1);
    clock.advance(Duration.ofSeconds(1));
    assertShown(sampled, 2);
  }

  @Test
  void after_a_failure_the_value_is_not_known_until_it_can_be_read_again() {
    var sampled =
        new SampledValue<>(
            clock,
            () -> {
              if (readings.incrementAndGet() == 2) {
                throw new IllegalStateException("planted");
              }
              return readings.get();
            });
    assertShown(sampled, 1);
    clock.advance(Duration.ofSeconds(10));
    await().atMost(PATIENCE).until(() -> sampled.get().isEmpty());
    assertThat(sampled.show(Integer::doubleValue)).isNaN();
    clock.advance(Duration.ofSeconds(10));
    assertShown(sampled, 3);
  }

  @Test
  void the_last_value_is_shown_while_a_new_one_takes_long() {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var sampled =
        new SampledValue<>(
            clock,
            () -> {
              if (readings.incrementAndGet() == 2) {
                begun.countDown();
                uninterrupted(mayEnd);
              }
              return readings.get();
            });
    assertShown(sampled, 1);
    clock.advance(Duration.ofSeconds(10));
    // The reading before may be about to end; then this one begins when it is asked for again.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(sampled.get()).contains(1);
              return begun.getCount() == 0;
            });
    assertThat(sampled.get()).contains(1);

    mayEnd.countDown();
    assertShown(sampled, 2);
    assertThat(readings).as("no other reading began meanwhile").hasValue(2);
  }

  /** A busy machine may take longer than a caller waits. */
  private static void assertShown(SampledValue<Integer> sampled, int value) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(sampled.get()).contains(value));
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** Moves only when it is told to. */
  private static final class StandingClock extends Clock {

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
