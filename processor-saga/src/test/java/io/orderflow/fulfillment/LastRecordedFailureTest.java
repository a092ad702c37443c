package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LastRecordedFailureTest {

  private static final LastRecordedFailure LAST =
      new LastRecordedFailure("answered 503", FulfillmentScenario.NOON);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 10})
  void each_of_the_first_ten_is_told_although_it_says_the_same(int number) {
    assertThat(isDue(LAST, number, "answered 503", FulfillmentScenario.NOON)).isTrue();
  }

  @Test
  void from_the_eleventh_on_the_same_is_not_told_again_within_the_hour() {
    assertThat(isDue(LAST, 11, "answered 503", FulfillmentScenario.NOON)).isFalse();
    var almost = FulfillmentScenario.NOON.plus(Duration.ofHours(1)).minusNanos(1);
    assertThat(isDue(LAST, 500, "answered 503", almost)).isFalse();
  }

  @Test
  void it_is_told_once_an_hour() {
    assertThat(isDue(LAST, 500, "answered 503", FulfillmentScenario.NOON.plus(Duration.ofHours(1))))
        .isTrue();
  }

  @Test
  void from_the_eleventh_on_what_fails_in_another_way_is_told_after_ten_minutes() {
    var almost = FulfillmentScenario.NOON.plus(Duration.ofMinutes(10)).minusNanos(1);
    assertThat(isDue(LAST, 11, "answered 500", almost)).isFalse();
    assertThat(
            isDue(LAST, 11, "answered 500", FulfillmentScenario.NOON.plus(Duration.ofMinutes(10))))
        .isTrue();
  }

  /** Tried every five seconds: each error is news after the other, and would be told every time. */
  @Test
  void two_errors_by_turns_are_told_no_more_than_six_times_an_hour() {
    var last = LAST;
    int told = 0;
    for (int seconds = 5; seconds <= 3600; seconds += 5) {
      var now = FulfillmentScenario.NOON.plusSeconds(seconds);
      var error = seconds % 10 == 0 ? "answered 503" : "answered 500";
      if (isDue(last, 11 + seconds / 5, error, now)) {
        last = new LastRecordedFailure(error, now);
        told++;
      }
    }
    assertThat(told).isBetween(1, 6);
  }

  @Test
  void what_was_never_told_is_told() {
    assertThat(isDue(null, 11, "answered 503", FulfillmentScenario.NOON)).isTrue();
  }

  private static boolean isDue(
      @Nullable LastRecordedFailure last, int number, String error, Instant now) {
    var tried = new Attempt(Attempt.Kind.REQUEST, Step.SHIPPING, null, 1, number);
    return LastRecordedFailure.isDue(last, tried, error, now);
  }
}
