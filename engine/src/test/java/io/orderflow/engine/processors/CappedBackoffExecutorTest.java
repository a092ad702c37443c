package io.orderflow.engine.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How soon a processor is at work again after its database was away. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CappedBackoffExecutorTest {

  @Test
  void a_backoff_of_a_minute_is_capped_at_seconds() {
    var coordinator = new CappedBackoffExecutor("any");
    try {
      var shorter = coordinator.schedule(() -> {}, 2, TimeUnit.SECONDS);
      var rest = coordinator.schedule(() -> {}, 1, TimeUnit.MINUTES);

      assertThat(rest.getDelay(TimeUnit.MILLISECONDS))
          .isLessThanOrEqualTo(CappedBackoffExecutor.LONGEST.toMillis());
      assertThat((Delayed) shorter).isLessThan(rest);
    } finally {
      coordinator.shutdownNow();
    }
  }

  @Test
  void it_waits_less_for_a_full_queue_if_told_so() {
    var coordinator = new CappedBackoffExecutor("busy", Duration.ofMillis(5));
    try {
      var full = coordinator.schedule(() -> {}, 100, TimeUnit.MILLISECONDS);
      long before = System.nanoTime();
      var other = coordinator.schedule(() -> {}, 10, TimeUnit.SECONDS);

      assertThat(full.getDelay(TimeUnit.MILLISECONDS)).isLessThanOrEqualTo(5);
      assertThat(other.getDelay(TimeUnit.NANOSECONDS) + System.nanoTime() - before)
          .as("the delay from when it was scheduled, however long ago that is")
          .isGreaterThanOrEqualTo(CappedBackoffExecutor.LONGEST.toNanos());
    } finally {
      coordinator.shutdownNow();
    }
  }
}
