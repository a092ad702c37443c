package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TailReadsTest {

  private static final Duration LINGER = Duration.ofMillis(5);
  private static final Duration POLL = Duration.ofMillis(250);

  private long appends;
  private Duration now = Duration.ZERO;
  private final TailReads reads = with(LINGER);

  @Test
  void the_first_read_is_made_although_this_node_has_appended_nothing() {
    assertThat(reads.mayFind(null)).isTrue();
    assertThat(reads.mayFind(at(7))).isTrue();
  }

  @Test
  void after_a_read_that_found_events_none_is_made_until_this_node_appends() {
    var end = readFinding(3);
    assertThat(reads.mayFind(end)).isFalse();
    appends++;
    assertThat(reads.mayFind(end)).isTrue();
  }

  @Test
  void what_was_appended_while_a_read_was_under_way_makes_the_next_one() {
    var position = at(7);
    reads.begin(position);
    appends++;
    assertThat(reads.mayFind(position)).isTrue();
  }

  @Test
  void events_of_other_nodes_are_looked_for_within_the_poll_interval() {
    var end = readFinding(1);
    now = now.plus(POLL.dividedBy(2));
    assertThat(reads.mayFind(end)).isTrue();
    reads.begin(end);
    assertThat(reads.mayFind(end)).isFalse();
    now = now.plus(POLL);
    assertThat(reads.mayFind(end)).isTrue();
  }

  /** Of two equal positions one may wait for an event that the other has read. */
  @Test
  void a_read_from_another_position_is_made_even_from_an_equal_one() {
    var end = readFinding(1);
    assertThat(reads.mayFind(at(1))).isTrue();
    assertThat(reads.mayFind(null)).isTrue();
    assertThat(reads.mayFind(end)).isFalse();
  }

  @Test
  void a_read_after_one_that_found_nothing_does_not_rest() {
    readFinding(0);
    assertThat(reads.rest()).isZero();
  }

  @Test
  void the_rest_after_one_event_ends_when_processors_are_woken() {
    readFinding(1);
    assertThat(reads.rest()).isEqualTo(LINGER);
  }

  @Test
  void the_rest_grows_with_the_load_up_to_a_limit() {
    readFinding(3);
    assertThat(reads.rest()).isEqualTo(LINGER.multipliedBy(3));
    readFinding(100);
    assertThat(reads.rest()).isEqualTo(TailReads.LONGEST_REST);
  }

  @Test
  void without_a_linger_there_is_no_rest() {
    var hurried = with(Duration.ZERO);
    hurried.begin(null);
    hurried.found(at(1));
    assertThat(hurried.rest()).isZero();
  }

  @Test
  void time_that_has_passed_since_the_last_read_is_part_of_the_rest() {
    readFinding(2);
    now = now.plus(LINGER);
    assertThat(reads.rest()).isEqualTo(LINGER);
    now = now.plus(LINGER.multipliedBy(7));
    assertThat(reads.rest()).isZero();
  }

  private TailReads with(Duration linger) {
    return new TailReads(linger, POLL, () -> appends, () -> now.toNanos());
  }

  /** Where the read has ended. */
  private @Nullable TrackingToken readFinding(int events) {
    TrackingToken end = null;
    reads.begin(end);
    for (int event = 1; event <= events; event++) {
      end = at(event);
      reads.found(end);
    }
    return end;
  }

  private static TrackingToken at(long number) {
    return GapAwareTrackingToken.newInstance(number, List.of());
  }
}
