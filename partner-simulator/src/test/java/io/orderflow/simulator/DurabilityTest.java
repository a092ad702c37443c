package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.Simulation.Answer;
import io.orderflow.simulator.settings.SimulatorStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DurabilityTest {

  private static final String NOWHERE = "http://127.0.0.1:9/callbacks";

  @TempDir Path folder;

  private Simulation start() {
    return Simulation.start(folder, NOWHERE, "callback-delay", "1h", "delivery-after", "1h");
  }

  private Path journal() {
    return folder.resolve("journal.jsonl");
  }

  @Test
  void a_restart_keeps_everything() {
    Answer charge;
    Answer refund;
    Answer job;
    Answer parcel;
    try (Simulation before = start()) {
      charge = before.charge("kept", "pm_card_refund_fails");
      before.charge("declined", "pm_card_declined");
      before.voidCharge("fenced");
      before.charge("pending", "pm_card_async");
      before.post("/simulator/heal", null, "");
      refund = before.refund("r", "kept", charge.text("chargeId"), "25.00");
      before.refund("bad", "kept", "ch_none", "25.00");
      job = before.process("kept", "laptop");
      parcel = before.ship("kept", "laptop");
    }
    try (Simulation after = start()) {
      assertThat(after.charge("kept", "pm_card_refund_fails").text("chargeId"))
          .isEqualTo(charge.text("chargeId"));
      assertThat(after.charge("declined", "pm_card_declined").status()).isEqualTo(422);
      assertThat(after.charge("fenced", "pm_card_ok").text("code")).isEqualTo("VOIDED");
      assertThat(after.charge("pending", "pm_card_async").status()).isEqualTo(202);
      assertThat(after.refund("r2", "kept", charge.text("chargeId"), "25.00")).isEqualTo(refund);
      assertThat(after.refund("bad", "kept", "ch_none", "25.00").status()).isEqualTo(422);
      assertThat(after.process("kept", "laptop")).isEqualTo(job);
      assertThat(after.ship("kept", "laptop")).isEqualTo(parcel);
      assertThat(after.ledger("kept"))
          .containsExactly("CHARGE 25.00", "REFUND 25.00", "PROCESSING", "SHIPMENT");
      String other = after.charge("healed", "pm_card_refund_fails").text("chargeId");
      assertThat(after.refund("r3", "healed", other, "25.00").status()).isEqualTo(200);
    }
  }

  @Test
  void a_torn_last_line_is_cut_off_and_nothing_else_is_lost() throws IOException {
    try (Simulation before = start()) {
      before.charge("whole", "pm_card_ok");
    }
    long whole = Files.size(journal());
    Files.writeString(journal(), "{\"deals\":[{\"id\":{\"ki", StandardOpenOption.APPEND);
    try (Simulation after = start()) {
      assertThat(Files.size(journal())).isEqualTo(whole);
      assertThat(after.ledger("whole")).containsExactly("CHARGE 25.00");
      after.charge("next", "pm_card_ok");
    }
    try (Simulation again = start()) {
      assertThat(again.ledger("next")).containsExactly("CHARGE 25.00");
    }
  }

  /** Its member names are older than those of the code. */
  @Test
  void a_journal_of_the_first_version_is_read() throws IOException {
    Files.writeString(
        journal(),
        """
        {"deals":[{"id":{"kind":"CHARGE","key":"old"},"terms":{"orderId":"old",\
        "magic":"pm_card_async","amount":{"amount":"25.00","currency":"EUR"}},"standing":"OPEN"}],\
        "appointment":{"eventId":"evt_1","deal":{"kind":"CHARGE","key":"old"},"type":"CHARGED",\
        "dueAt":"2026-01-01T00:00:00Z","deliveries":1}}
        """);
    try (Simulation simulation = start()) {
      await()
          .untilAsserted(
              () -> assertThat(simulation.ledger("old")).containsExactly("CHARGE 25.00"));
      await()
          .untilAsserted(
              () ->
                  assertThat(Files.readString(journal()))
                      .contains("\"deals\":", "\"settled\":\"evt_1\""));
    }
  }

  @Test
  void a_damaged_line_in_the_middle_stops_the_start_with_its_number() throws IOException {
    try (Simulation before = start()) {
      before.charge("one", "pm_card_ok");
    }
    Files.writeString(journal(), "broken\n" + Files.readString(journal()));
    assertThatThrownBy(this::start)
        .isInstanceOf(SimulatorStartException.class)
        .hasMessageContaining("Line 1 of")
        .hasMessageContaining("simulator.folder");
  }

  @Test
  void a_second_simulator_on_the_folder_does_not_start() {
    try (Simulation first = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(SimulatorStartException.class)
          .hasMessageContaining("Another partner simulator works in the folder");
      assertThat(first.charge("still-there", "pm_card_ok").status()).isEqualTo(200);
    }
    start().close();
  }

  @Test
  void a_taken_port_is_named_and_the_folder_released(@TempDir Path other) {
    try (Simulation first = start()) {
      String port = first.url().substring(first.url().lastIndexOf(':') + 1);
      assertThatThrownBy(() -> Simulation.start(other, NOWHERE, "port", port))
          .isInstanceOf(SimulatorStartException.class)
          .hasMessageContaining("Port " + port);
      Simulation.start(other, NOWHERE).close();
    }
  }

  @Test
  void a_folder_that_is_a_file_is_refused_with_a_sentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Simulation.start(file, NOWHERE))
        .isInstanceOf(SimulatorStartException.class)
        .hasMessageContaining("cannot be written");
  }
}
