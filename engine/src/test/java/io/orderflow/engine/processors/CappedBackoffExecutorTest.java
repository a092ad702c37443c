package io.orderflow.engine.processors;

import static org.assertj.core.api.Assertions.assertThat;

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
      var rest = coordinator.schedule(() -> {}, 1, TimeUnit.MINUTES);
      var shorter = coordinator.schedule(() -> {}, 2, TimeUnit.SECONDS);

      assertThat(rest.getDelay(TimeUnit.MILLISECONDS))
          .isLessThanOrEqualTo(CappedBackoffExecutor.LONGEST.toMillis());
      assertThat(shorter.getDelay(TimeUnit.SECONDS)).isLessThan(rest.getDelay(TimeUnit.SECONDS));
    } finally {
      coordinator.shutdownNow();
    }
  }
}
