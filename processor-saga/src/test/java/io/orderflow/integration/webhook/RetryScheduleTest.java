package io.orderflow.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RetryScheduleTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
  private static final AttemptResult REFUSED = new AttemptResult(500, "", Duration.ZERO, null);

  private final RetrySchedule even = new RetrySchedule(TestSettings.of(Map.of()), () -> 0.5);

  @Test
  void by_default_an_event_is_tried_for_three_days_with_pauses_of_five_seconds_to_six_hours() {
    var pauses = new ArrayList<Duration>();
    var now = BEGIN;
    while (!even.isOver(BEGIN, now)) {
      var next = even.next(BEGIN, now, pauses.size() + 1, REFUSED);
      pauses.add(Duration.between(now, next));
      now = next;
    }
    assertThat(now)
        .as("the last try is when the time is over")
        .isEqualTo(BEGIN.plus(Duration.ofDays(3)));
    assertThat(pauses)
        .startsWith(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(45),
            Duration.ofSeconds(135))
        .contains(Duration.ofHours(6))
        .hasSize(20)
        .allMatch(pause -> pause.compareTo(Duration.ofHours(6)) <= 0);
  }

  @Test
  void an_endpoint_is_failing_whose_first_failure_came_a_little_after_the_event() {
    var over = BEGIN.plus(Duration.ofDays(3));
    assertThat(even.isFailing(BEGIN.plusSeconds(130), over)).isTrue();
    assertThat(even.isFailing(BEGIN.plus(Duration.ofDays(1)), over)).isFalse();
  }

  @Test
  void pauses_vary_by_a_fifth_in_both_directions() {
    for (double chance : new double[] {0, 1}) {
      var schedule = new RetrySchedule(TestSettings.of(Map.of()), () -> chance);
      assertThat(schedule.next(BEGIN, BEGIN, 1, REFUSED))
          .isEqualTo(BEGIN.plusSeconds(chance == 0 ? 4 : 6));
    }
  }

  @Test
  void a_longer_pause_that_is_asked_for_is_kept_up_to_the_longest() {
    assertThat(even.next(BEGIN, BEGIN, 1, asking(Duration.ofMinutes(2))))
        .isEqualTo(BEGIN.plusSeconds(120));
    assertThat(even.next(BEGIN, BEGIN, 1, asking(Duration.ofSeconds(1))))
        .isEqualTo(BEGIN.plusSeconds(5));
    assertThat(even.next(BEGIN, BEGIN, 1, asking(Duration.ofDays(40))))
        .isEqualTo(BEGIN.plus(Duration.ofHours(6)));
    assertThat(even.pause(Duration.ofDays(40))).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void an_endpoint_that_does_not_answer_is_left_alone_for_five_minutes_at_most() {
    assertThat(even.pause(1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(even.pause(3)).isEqualTo(Duration.ofSeconds(45));
    assertThat(even.pause(1_000_000)).isEqualTo(Duration.ofMinutes(5));
  }

  private static AttemptResult asking(Duration pause) {
    return new AttemptResult(429, "", Duration.ZERO, pause);
  }
}
