package io.orderflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.orderflow.benchmark.BenchmarkOptions.Row;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BenchmarkOptionsTest {

  @Test
  void without_any_everything_is_measured_in_five_rounds() {
    var options = BenchmarkOptions.parse();

    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.rows()).containsExactlyInAnyOrder(Row.values());
  }

  @Test
  void quick_may_stand_anywhere_and_is_refined_by_others() {
    var options =
        BenchmarkOptions.parse("--rates=10,20", "--rows=load,hot", "--rounds=2", "--quick");

    assertThat(options.rates()).containsExactly(10, 20);
    assertThat(options.rows()).containsExactlyInAnyOrder(Row.LOAD, Row.HOT);
    assertThat(options.rounds()).isEqualTo(2);
    assertThat(options.warmUp()).isEqualTo(BenchmarkOptions.parse("--quick").warmUp());
  }

  @Test
  void services_that_are_up_are_named_by_their_folder_beside_any_other_option() {
    var options = BenchmarkOptions.parse("--installation=.orderflow/local", "--rows=load");

    assertThat(options.installation()).isEqualTo(Path.of(".orderflow/local"));
    assertThat(options.rows()).containsExactly(Row.LOAD);
    assertThat(BenchmarkOptions.parse().installation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--slow",
        "--rounds",
        "--rounds=0",
        "--rates=many",
        "--rows=cold",
        "--installation",
        "5"
      })
  void what_is_not_an_option_is_refused_with_all_there_are(String argument) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenchmarkOptions.parse(argument))
        .withMessageStartingWith("not an option: " + argument)
        .withMessageContaining("--quick");
  }
}
