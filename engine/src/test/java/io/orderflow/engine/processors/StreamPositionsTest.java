package io.orderflow.engine.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StreamPositionsTest {

  private static final long INDEX = 900_000_000;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 300})
  void a_position_is_the_same_when_it_comes_back(long gaps) {
    var position = withGaps(gaps);

    assertThat(StreamPositions.parse(StreamPositions.text(position), position)).isEqualTo(position);
  }

  @Test
  void a_position_with_too_many_gaps_comes_back_as_that_before_the_first() {
    var position = withGaps(1_000);

    assertThat(StreamPositions.parse(StreamPositions.text(position), position))
        .isEqualTo(GapAwareTrackingToken.newInstance(INDEX - 1_001, List.of()));
  }

  private static GapAwareTrackingToken withGaps(long gaps) {
    return GapAwareTrackingToken.newInstance(
        INDEX, LongStream.range(INDEX - gaps, INDEX).boxed().toList());
  }
}
