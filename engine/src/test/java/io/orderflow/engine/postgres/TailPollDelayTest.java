package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TailPollDelayTest {

  private static final Duration LINGER = Duration.ofMillis(5);

  @Test
  void a_tail_that_found_nothing_does_not_rest() {
    assertThat(restAfter(0, LINGER)).isZero();
  }

  @Test
  void the_rest_after_one_event_ends_when_processors_are_woken() {
    assertThat(restAfter(1, LINGER)).isEqualTo(LINGER);
  }

  @Test
  void the_rest_grows_with_the_load_up_to_a_limit() {
    assertThat(restAfter(3, LINGER)).isEqualTo(LINGER.multipliedBy(3));
    assertThat(restAfter(100, LINGER)).isEqualTo(TailPollDelay.LONGEST);
    assertThat(restAfter(1, Duration.ofSeconds(1))).isEqualTo(TailPollDelay.LONGEST);
  }

  @Test
  void without_a_linger_there_is_no_rest() {
    assertThat(restAfter(100, Duration.ZERO)).isZero();
  }

  @Test
  void each_rest_is_for_what_was_found_since_the_last() {
    var pace = new TailPollDelay(LINGER);
    pace.found();
    assertThat(pace.rest()).isPositive();
    assertThat(pace.rest()).isZero();
  }

  private static Duration restAfter(int events, Duration linger) {
    var pace = new TailPollDelay(linger);
    for (int event = 0; event < events; event++) {
      pace.found();
    }
    return pace.rest();
  }
}
