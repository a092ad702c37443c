package io.orderflow.sagastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LaneDelayEstimatorTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final LaneDelayEstimator delay = new LaneDelayEstimator(16);

  @Test
  void an_empty_queue_is_no_delay() {
    assertThat(delay.at(START, 0, 0)).isZero();
    assertThat(delay.at(START.plusSeconds(5), 0, 1_000)).isZero();
  }

  @Test
  void a_lane_that_has_shown_nothing_yet_is_believed_to_do_one_task_a_second_with_each_thread() {
    assertThat(delay.at(START, 32, 0)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void what_is_queued_takes_as_long_as_the_lane_needs_for_so_many() {
    delay.at(START, 0, 0);
    assertThat(delay.at(START.plusSeconds(1), 200, 100)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void a_quiet_second_does_not_make_a_lane_slow() {
    delay.at(START, 0, 0);
    delay.at(START.plusSeconds(1), 0, 100);
    assertThat(delay.at(START.plusSeconds(2), 200, 100)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void a_lane_that_hangs_is_found_out_after_ten_seconds() {
    delay.at(START, 0, 0);
    delay.at(START.plusSeconds(1), 0, 1_000);
    var last = Duration.ZERO;
    for (int second = 2; second <= 11; second++) {
      last = delay.at(START.plusSeconds(second), 160, 1_000);
    }
    assertThat(last).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void two_looks_at_one_moment_are_no_rate() {
    delay.at(START, 0, 0);
    assertThat(delay.at(START, 16, 5)).isEqualTo(Duration.ofSeconds(1));
  }
}
