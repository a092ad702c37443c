package io.orderflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatisticsTest {

  private static final List<Double> ONE_TO_HUNDRED =
      IntStream.rangeClosed(1, 100).mapToObj(number -> (double) (101 - number)).toList();

  @Test
  void the_median_of_an_odd_count_is_the_value_in_the_middle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3);
  }

  @Test
  void the_median_of_an_even_count_lies_halfway_between_the_two_in_the_middle() {
    assertThat(Statistics.median(List.of(4.0, 1.0, 100.0, 2.0))).isEqualTo(3);
  }

  @Test
  void a_percentile_is_a_measured_value_of_the_nearest_rank() {
    assertThat(DoubleStream.of(1, 50, 99, 99.1, 100))
        .extracting(percent -> Statistics.percentile(ONE_TO_HUNDRED, percent))
        .containsExactly(1.0, 50.0, 99.0, 100.0, 100.0);
  }

  @Test
  void the_p99_of_few_values_is_the_largest() {
    assertThat(Statistics.percentile(List.of(1.0, 7.0, 3.0), 99)).isEqualTo(7);
  }

  @Test
  void no_values_have_no_median() {
    assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
  }
}
