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
class RecordedFailureTest {

  private static final RecordedFailure LAST = new RecordedFailure("answered 503", Tale.NOON);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 10})
  void each_of_the_first_ten_is_told_although_it_says_the_same(int number) {
    assertThat(isDue(LAST, number, "answered 503", Tale.NOON)).isTrue();
  }

  @Test
  void from_the_eleventh_on_the_same_is_not_told_again_within_the_hour() {
    assertThat(isDue(LAST, 11, "answered 503", Tale.NOON)).isFalse();
    var almost = Tale.NOON.plus(Duration.ofHours(1)).minusNanos(1);
    assertThat(isDue(LAST, 500, "answered 503", almost)).isFalse();
  }

  @Test
  void it_is_told_once_an_hour() {
    assertThat(isDue(LAST, 500, "answered 503", Tale.NOON.plus(Duration.ofHours(1)))).isTrue();
  }

  @Test
  void what_fails_in_another_way_is_told_at_once() {
    assertThat(isDue(LAST, 11, "answered 500", Tale.NOON)).isTrue();
  }

  @Test
  void what_was_never_told_is_told() {
    assertThat(isDue(null, 11, "answered 503", Tale.NOON)).isTrue();
  }

  private static boolean isDue(
      @Nullable RecordedFailure last, int number, String error, Instant now) {
    var tried = new Attempt(Attempt.Kind.REQUEST, Step.SHIPPING, null, 1, number);
    return RecordedFailure.isDue(last, tried, error, now);
  }
}
