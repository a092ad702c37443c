package io.orderflow.simulator;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.Simulation.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Answers while the journal cannot be written, and the state afterwards. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FullDiskTest {

  private @Nullable Receiver receiver;
  private @Nullable SmallDisk disk;
  private Path folder = Path.of(".");

  @BeforeEach
  void mount(@TempDir Path temporary) throws Exception {
    receiver = new Receiver();
    folder = temporary.resolve("small");
    disk = SmallDisk.mountedAt(folder);
  }

  @AfterEach
  void unmount() throws Exception {
    requireNonNull(receiver).close();
    if (disk != null) {
      disk.close();
    }
  }

  private Simulation start() {
    return Simulation.start(
        folder.resolve("ledger"), requireNonNull(receiver).url(), "callback-delay", "1s");
  }

  @Test
  void a_full_disk_is_503_until_there_is_room_and_nothing_acknowledged_is_lost(
      CapturedOutput output) throws Exception {
    List<String> charged = new ArrayList<>();
    String refused;
    try (Simulation simulation = start()) {
      requireNonNull(disk).fill();
      refused = chargeUntilRefused(simulation, charged);
      for (int i = 0; i < 20; i++) {
        assertThat(simulation.charge(refused, "pm_card_ok").status()).isEqualTo(503);
      }
      assertThat(simulation.get("/health", "").status()).isEqualTo(503);
      requireNonNull(disk).makeRoom();

      assertThat(simulation.charge(refused, "pm_card_ok").status()).isEqualTo(200);
      assertThat(simulation.ledger(refused)).containsExactly("CHARGE 25.00");
    }
    charged.add(refused);
    try (Simulation next = start()) {
      charged.forEach(order -> assertThat(next.ledger(order)).containsExactly("CHARGE 25.00"));
    }
    assertThat(output.getAll().split("cannot be written", -1)).as("one line").hasSize(2);
    assertThat(output).contains("free disk space");
  }

  @Test
  void callbacks_that_are_due_while_the_disk_is_full_are_sent_later() throws Exception {
    try (Simulation simulation = start()) {
      assertThat(simulation.charge("async", "pm_card_async").status()).isEqualTo(202);
      requireNonNull(disk).fill();
      chargeUntilRefused(simulation, new ArrayList<>());
      await("until it is due").pollDelay(2, SECONDS).until(() -> isAway(simulation));
      requireNonNull(disk).makeRoom();
      // Once at least: one that was sent with the last of the room could not be noted.
      await().until(() -> !requireNonNull(receiver).all().isEmpty());
    }
  }

  private static boolean isAway(Simulation simulation) {
    return simulation.get("/health", "").status() == 503;
  }

  private static String chargeUntilRefused(Simulation simulation, List<String> charged) {
    for (int i = 0; i < 100; i++) {
      Answer answer = simulation.charge("order" + i, "pm_card_ok");
      if (answer.status() == 503) {
        return "order" + i;
      }
      charged.add("order" + i);
    }
    throw new AssertionError("a full disk took a hundred charges");
  }
}
