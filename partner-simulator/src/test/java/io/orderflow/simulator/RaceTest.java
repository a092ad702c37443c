package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.simulator.Simulation.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RaceTest {

  private static final int TWINS = 8;

  private static List<Answer> race(List<Callable<Answer>> runners) throws Exception {
    CyclicBarrier start = new CyclicBarrier(runners.size());
    try (ExecutorService track = Executors.newFixedThreadPool(runners.size())) {
      List<Callable<Answer>> gathered =
          runners.stream()
              .<Callable<Answer>>map(
                  runner ->
                      () -> {
                        start.await();
                        return runner.call();
                      })
              .toList();
      return track.invokeAll(gathered).stream().map(Future::resultNow).toList();
    }
  }

  @Test
  void concurrent_requests_under_one_key_take_effect_once_and_get_one_answer(@TempDir Path folder)
      throws Exception {
    try (Simulation simulation = Simulation.start(folder, "http://127.0.0.1:9/x")) {
      for (int round = 0; round < 20; round++) {
        String order = "twins-" + round;
        List<Answer> answers =
            race(
                IntStream.range(0, TWINS)
                    .<Callable<Answer>>mapToObj(
                        twin -> () -> simulation.charge(order, "pm_card_ok"))
                    .toList());
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(simulation.ledger(order)).containsExactly("CHARGE 25.00");
      }
    }
  }

  @Test
  void a_concurrent_void_and_charge_agree(@TempDir Path folder) throws Exception {
    try (Simulation simulation = Simulation.start(folder, "http://127.0.0.1:9/x")) {
      for (int round = 0; round < 20; round++) {
        String order = "race-" + round;
        List<Answer> answers =
            race(
                List.of(
                    () -> simulation.charge(order, "pm_card_ok"),
                    () -> simulation.voidCharge(order)));
        boolean charged = answers.getFirst().status() == 200;
        assertThat(answers.getLast().text("status")).isEqualTo(charged ? "CHARGED" : "VOIDED");
        assertThat(simulation.ledger(order)).containsExactly(charged ? "CHARGE 25.00" : "VOID");
      }
    }
  }

  @Test
  void concurrent_refunds_under_different_keys_refund_once(@TempDir Path folder) throws Exception {
    try (Simulation simulation = Simulation.start(folder, "http://127.0.0.1:9/x")) {
      String charge = simulation.charge("money", "pm_card_ok").text("chargeId");
      List<Answer> answers =
          race(
              IntStream.range(0, TWINS)
                  .<Callable<Answer>>mapToObj(
                      n -> () -> simulation.refund("refund:" + n, "money", charge, "25.00"))
                  .toList());
      assertThat(answers.stream().distinct()).hasSize(1);
      assertThat(simulation.ledger("money")).containsExactly("CHARGE 25.00", "REFUND 25.00");
    }
  }
}
