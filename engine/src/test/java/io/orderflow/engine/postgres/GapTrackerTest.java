package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GapTrackerTest {

  private static final int PATIENCE = 60;

  private long now;
  private final GapTracker gaps = new GapTracker(Duration.ofSeconds(PATIENCE), 100, () -> now);

  @Test
  void a_number_is_waited_for_until_no_transaction_can_be_that_old() {
    var position = at(10, 4L, 7L);
    assertThat(gaps.leftOf(position)).isEqualTo(position);
    answers(PATIENCE - 1);
    assertThat(gaps.leftOf(position)).isEqualTo(position);
    answers(1);
    assertThat(gaps.leftOf(position).getGaps()).isEmpty();
    assertThat(gaps.leftOf(position).getIndex()).isEqualTo(10);
  }

  @Test
  void time_in_which_the_database_says_nothing_does_not_count() {
    var position = at(10, 4L);
    gaps.leftOf(position);
    pass(Duration.ofHours(1));
    gaps.answered();
    assertThat(gaps.leftOf(position)).isEqualTo(position);
    answers(PATIENCE - 1);
    assertThat(gaps.leftOf(position).getGaps()).isEmpty();
  }

  @Test
  void each_number_has_its_own_time_and_none_is_given_up_before_an_older_one() {
    gaps.leftOf(at(10, 4L, 9L));
    answers(PATIENCE / 2);
    gaps.leftOf(at(20, 4L, 7L, 9L, 15L));
    answers(PATIENCE / 2);
    assertThat(gaps.leftOf(at(20, 4L, 7L, 9L, 15L)).getGaps()).containsExactly(7L, 9L, 15L);
    answers(PATIENCE / 2);
    assertThat(gaps.leftOf(at(20, 7L, 9L, 15L)).getGaps()).isEmpty();
  }

  @Test
  void a_reader_that_waits_still_recognizes_what_it_has_read_when_others_have_given_up() {
    var waiting = at(10, 4L);
    gaps.leftOf(waiting);
    answers(PATIENCE);
    assertThat(waiting.covers(gaps.leftOf(at(9, 4L)))).isTrue();
  }

  /** Axon takes a reader whose position is equal to that of another for as far as the other. */
  @Test
  void a_reader_that_waits_for_an_event_is_not_taken_for_one_that_has_read_it() {
    var waiting = gaps.leftOf(at(10, 4L, 7L));
    assertThat(waiting).isNotEqualTo(at(10, 7L)).isNotEqualTo(at(10, 4L)).isNotEqualTo(at(10));
    assertThat(gaps.leftOf(at(10, 7L))).isNotEqualTo(waiting);
  }

  @Test
  void nor_is_one_that_has_given_up_the_number_before() {
    gaps.leftOf(at(10, 4L));
    answers(PATIENCE);
    var waiting = gaps.leftOf(at(10, 4L, 5L));
    assertThat(waiting).isNotEqualTo(at(10, 4L)).isNotEqualTo(at(10));
  }

  private void answers(int times) {
    for (int time = 0; time < times; time++) {
      pass(Duration.ofSeconds(1));
      gaps.answered();
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static GapAwareTrackingToken at(long index, Long... gaps) {
    return GapAwareTrackingToken.newInstance(index, List.of(gaps));
  }
}
