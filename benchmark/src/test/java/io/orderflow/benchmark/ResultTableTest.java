package io.orderflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResultTableTest {

  @Test
  void rounds_become_a_median_with_its_range_and_a_case_is_named_once() {
    var table = new ResultTable();
    for (double value : new double[] {3, 1, 20}) {
      table.add("50/s", "CPU ms per order", "≤ 5", value);
      table.add("50/s", "refused %", 0);
    }
    table.add("idle", "CPU-s per second", 0.08);

    assertThat(table.print())
        .isEqualTo(
            """
            | case | figure           | median (min–max) | goal |
            |------|------------------|------------------|------|
            | 50/s | CPU ms per order | 3.00 (1.00–20.0) | ≤ 5  |
            |      | refused %        | 0 (0–0)          |      |
            | idle | CPU-s per second | 0.080            |      |
            """);
  }

  @Test
  void numbers_have_three_digits_that_count() {
    assertThat(DoubleStream.of(12345.6, 123.4, 12.34, 1.234, 0.1234))
        .extracting(ResultTable::number)
        .containsExactly("12,346", "123", "12.3", "1.23", "0.123");
  }
}
