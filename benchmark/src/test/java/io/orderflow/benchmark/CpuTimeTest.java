package io.orderflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CpuTimeTest {

  /** The format of proc(5): pid, name, state, ppid, …, utime 14, stime 15, cutime 16, cstime 17. */
  private static final String STAT =
      "4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 10 20 30 40 1500 250 70 8 20 0 9 0 1 2 3";

  @Test
  void own_time_is_user_and_kernel_time() {
    assertThat(CpuTime.own(STAT)).isEqualTo(1750);
  }

  @Test
  void the_time_of_ended_children_is_apart() {
    assertThat(CpuTime.ended(STAT)).isEqualTo(78);
  }

  @Test
  void a_process_that_has_ended_costs_nothing_more() {
    assertThat(CpuTime.own("")).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void this_very_process_has_cost_something() {
    assertThat(CpuTime.millis(ProcessHandle.current().pid())).isPositive();
  }
}
