package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

  @Test
  void the_limit_doubles_up_to_the_longest_pause_and_stays_there() {
    assertThat(IntStream.rangeClosed(1, 6).mapToObj(attempt -> backoff.after(attempt, drawing(1))))
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L);
    for (int attempt : new int[] {20, 21, 63, 64, 65, 1_000, Integer.MAX_VALUE}) {
      assertThat(backoff.after(attempt, drawing(1))).as("" + attempt).hasSeconds(1);
    }
  }

  @Test
  void each_pause_is_drawn_from_all_below_the_limit_and_is_never_zero() {
    assertThat(backoff.after(4, drawing(0))).hasMillis(1);
    assertThat(backoff.after(4, drawing(0.5))).hasMillis(400);
  }

  @Test
  void a_longest_pause_below_the_first_is_refused() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("max at least initial");
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("initial must be positive");
  }

  /**
   * Draws at this share of what may be drawn.
   *
   * @param share from 0, the least, to 1, the most
   */
  private static RandomGenerator drawing(double share) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new IllegalStateException("without a limit");
      }

      @Override
      public long nextLong(long bound) {
        return (long) ((bound - 1) * share);
      }
    };
  }
}
