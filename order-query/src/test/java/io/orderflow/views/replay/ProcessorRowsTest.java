package io.orderflow.views.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.processors.StoredToken;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** From where the live processor goes on with the rows that a replay has built. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessorRowsTest {

  @Test
  void it_goes_on_from_its_own_position_although_the_rows_are_newer() {
    assertThat(handledByAll(at(10), at(12), at(13))).isEqualTo(at(10));
  }

  @Test
  void it_handles_an_event_that_was_committed_late_and_is_not_in_the_rows() {
    assertThat(handledByAll(at(10), at(12, 7L), at(12))).isEqualTo(at(10, 7L));
    assertThat(handledByAll(at(10), at(12, 10L), at(12))).isEqualTo(at(9));
  }

  @Test
  void what_has_not_begun_begins_at_the_first_event() {
    assertThat(handledByAll(null)).isNull();
    assertThat(handledByAll(null, at(12))).isNull();
    assertThat(handledByAll(at(10), at(12), null)).isNull();
  }

  private static @Nullable TrackingToken handledByAll(
      @Nullable TrackingToken live, @Nullable TrackingToken... rebuilt) {
    return ProcessorRows.handledByAll(
        stored(live), Arrays.stream(rebuilt).map(ProcessorRowsTest::stored).toList());
  }

  private static StoredToken stored(@Nullable TrackingToken token) {
    return new StoredToken(0, token, null, null);
  }

  private static TrackingToken at(long index, Long... gaps) {
    return GapAwareTrackingToken.newInstance(index, List.of(gaps));
  }
}
