package io.orderflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessCpuTest {

  @Test
  void what_an_order_costs_is_the_sum_of_the_processes_of_orderflow_alone() {
    var before = new ProcessCpu("both", Map.of("a", 10.0, "b", 20.0), Map.of("generator", 1.0));
    var after = new ProcessCpu("both", Map.of("a", 110.0, "b", 40.0), Map.of("generator", 801.0));

    var perOrder = after.since(before).dividedBy(10);

    assertThat(perOrder.sum()).isEqualTo(12);
    assertThat(perOrder.of("a")).isEqualTo(10);
    assertThat(perOrder.of("generator")).isEqualTo(80);
    assertThatIllegalArgumentException().isThrownBy(() -> perOrder.of("c"));
  }
}
