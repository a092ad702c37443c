package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.simulator.Simulation.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A processing partner that fails by chance. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailureRateTest {

  private static final int ORDERS = 60;

  private static Simulation start(Path folder, double rate, long seed) {
    return Simulation.start(
        folder,
        "http://127.0.0.1:9/unused",
        "processing.failure-rate",
        "" + rate,
        "seed",
        "" + seed,
        "silence",
        "0s");
  }

  /** What became of one request for each order: what was answered, and whether it was done. */
  private static List<String> outcomes(Simulation simulation) {
    var outcomes = new ArrayList<String>();
    for (int order = 0; order < ORDERS; order++) {
      Answer answer = simulation.process("o-" + order, "laptop");
      outcomes.add(answer.status() + " " + simulation.ledger("o-" + order));
    }
    return outcomes;
  }

  @Test
  void some_fail_before_it_was_done_and_some_after(@TempDir Path folder) {
    try (Simulation simulation = start(folder, 0.5, 7)) {
      assertThat(outcomes(simulation))
          .contains("200 [PROCESSING]", "503 []", "503 [PROCESSING]")
          .doesNotContain("200 []");
    }
  }

  @Test
  void one_seed_gives_one_sequence_of_outcomes_and_another_seed_another(
      @TempDir Path one, @TempDir Path same, @TempDir Path other) {
    try (Simulation first = start(one, 0.5, 7);
        Simulation again = start(same, 0.5, 7);
        Simulation different = start(other, 0.5, 8)) {
      List<String> outcomes = outcomes(first);
      assertThat(outcomes(again)).isEqualTo(outcomes);
      assertThat(outcomes(different)).isNotEqualTo(outcomes);
    }
  }

  @Test
  void whoever_asks_until_it_works_gets_it_done_once(@TempDir Path folder) {
    try (Simulation simulation = start(folder, 0.6, 3)) {
      for (int order = 0; order < ORDERS / 4; order++) {
        String id = "stubborn-" + order;
        Answer first = untilItWorks(() -> simulation.process(id, "laptop"));
        assertThat(untilItWorks(() -> simulation.process(id, "laptop"))).isEqualTo(first);
        assertThat(untilItWorks(() -> find(simulation, id))).isEqualTo(first);
        assertThat(simulation.ledger(id)).containsExactly("PROCESSING");
        assertThat(untilItWorks(() -> simulation.cancelJob(id)).text("status"))
            .isEqualTo("CANCELLED");
      }
    }
  }

  private static Answer find(Simulation simulation, String orderId) {
    return simulation.find("/processing/jobs", Simulation.jobKey(orderId));
  }

  /** An answer comes in the end; a thousand failures in a row are no chance any more. */
  private static Answer untilItWorks(Supplier<Answer> request) {
    for (int tries = 0; tries < 1_000; tries++) {
      Answer answer = request.get();
      if (answer.status() != 503) {
        return answer;
      }
    }
    throw new AssertionError("it never works");
  }

  @Test
  void at_a_rate_of_one_everything_fails_there_and_nothing_elsewhere(@TempDir Path folder) {
    try (Simulation simulation = start(folder, 1, 1)) {
      for (int order = 0; order < 10; order++) {
        assertThat(simulation.process("all-" + order, "laptop").status()).isEqualTo(503);
        assertThat(simulation.cancelJob("all-" + order).status()).isEqualTo(503);
      }
      assertThat(simulation.charge("all", "pm_card_ok").status()).isEqualTo(200);
      assertThat(simulation.ship("all", "laptop").status()).isEqualTo(200);
    }
  }

  @Test
  void the_seed_is_printed_where_chance_has_a_say(@TempDir Path folder, CapturedOutput output) {
    start(folder, 0, 4711).close();
    assertThat(output.getAll()).doesNotContain("simulator.seed");
    start(folder, 0.01, 4711).close();
    assertThat(output.getAll()).contains("--simulator.seed=4711");
  }

  @Test
  void a_seed_that_was_not_given_is_drawn_and_printed(@TempDir Path folder, CapturedOutput output) {
    Simulation.start(folder, "http://127.0.0.1:9/x", "processing.failure-rate", "0.01").close();
    assertThat(output.getAll()).containsPattern("--simulator\\.seed=-?[0-9]+");
  }
}
