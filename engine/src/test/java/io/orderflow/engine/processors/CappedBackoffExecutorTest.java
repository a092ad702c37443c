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
  void whoever_means_to_rest_for_a_minute_rests_for_seconds() {
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
