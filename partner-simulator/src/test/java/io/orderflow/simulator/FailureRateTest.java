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

/** A processing partner that fails at random. */
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

  /** The outcome of one request per order: the answer, and whether it took effect. */
  private static List<String> outcomes(Simulation simulation) {
    var outcomes = new ArrayList<String>();
    for (int order = 0; order < ORDERS; order++) {
      Answer answer = simulation.process("o-" + order, "laptop");
      outcomes.add(answer.status() + " " + simulation.ledger("o-" + order));
    }
    return outcomes;
  }

  @Test
  void some_requests_fail_before_their_effect_and_some_after(@TempDir Path folder) {
    try (Simulation simulation = start(folder, 0.5, 7)) {
      assertThat(outcomes(simulation))
          .contains("200 [PROCESSING]", "503 []", "503 [PROCESSING]")
          .doesNotContain("200 []");
    }
  }

  @Test
  void a_seed_determines_the_sequence_of_outcomes(
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
  void retries_until_success_take_effect_once(@TempDir Path folder) {
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

  /** A thousand failures in a row are not random. */
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
  void at_a_rate_of_one_every_processing_request_fails_and_no_other(@TempDir Path folder) {
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
  void the_seed_is_logged_if_requests_fail_at_random(@TempDir Path folder, CapturedOutput output) {
    start(folder, 0, 4711).close();
    assertThat(output.getAll()).doesNotContain("simulator.seed");
    start(folder, 0.01, 4711).close();
    assertThat(output.getAll()).contains("--simulator.seed=4711");
  }

  @Test
  void without_a_seed_one_is_drawn_and_logged(@TempDir Path folder, CapturedOutput output) {
    Simulation.start(folder, "http://127.0.0.1:9/x", "processing.failure-rate", "0.01").close();
    assertThat(output.getAll()).containsPattern("--simulator\\.seed=-?[0-9]+");
  }
}
