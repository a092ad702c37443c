package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.Receiver.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallbackTest {

  private Path folder;
  private Receiver receiver;
  private Simulation simulation;

  @BeforeEach
  void start(@TempDir Path journal) throws IOException {
    folder = journal;
    receiver = new Receiver();
    simulation = Simulation.start(folder, receiver.url());
  }

  @AfterEach
  void stop() {
    simulation.close();
    receiver.close();
  }

  private List<Told> toldOf(String orderId) {
    List<Told> told = receiver.about(Simulation.paymentKey(orderId));
    told.forEach(
        one -> WrittenContract.of("/payments/charges").checkMessage("PaymentCallback", one.body()));
    return told;
  }

  @Test
  void an_accepted_charge_is_made_and_reported() {
    assertThat(simulation.charge("async", "pm_card_async").status()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(toldOf("async")).hasSize(1));
    String chargeId = toldOf("async").getFirst().body().path("chargeId").asString();
    assertThat(simulation.charge("async", "pm_card_async").text("chargeId")).isEqualTo(chargeId);
    assertThat(simulation.ledger("async")).containsExactly("CHARGE 25.00");
  }

  @Test
  void an_accepted_charge_may_be_declined_later() {
    simulation.charge("no", "pm_card_async_declined");
    await().untilAsserted(() -> assertThat(toldOf("no")).hasSize(1));
    assertThat(toldOf("no").getFirst().type()).isEqualTo("DECLINED");
    assertThat(simulation.charge("no", "pm_card_async_declined").status()).isEqualTo(422);
    assertThat(simulation.ledger("no")).isEmpty();
  }

  @Test
  void one_charge_may_be_reported_twice_under_one_event_id() {
    simulation.charge("twice", "pm_card_twice");
    await().untilAsserted(() -> assertThat(toldOf("twice")).hasSize(2));
    assertThat(toldOf("twice").stream().map(Told::rawBody).distinct()).hasSize(1);
    assertThat(simulation.ledger("twice")).containsExactly("CHARGE 25.00");
  }

  @Test
  void a_voided_charge_is_neither_made_nor_reported() {
    simulation.charge("voided", "pm_card_async");
    String end = simulation.voidCharge("voided").text("status");
    simulation.charge("witness", "pm_card_async");
    await().untilAsserted(() -> assertThat(toldOf("witness")).hasSize(1));
    boolean charged = end.equals("CHARGED");
    await().untilAsserted(() -> assertThat(toldOf("voided")).hasSize(charged ? 1 : 0));
    assertThat(simulation.ledger("voided")).containsExactly(charged ? "CHARGE 25.00" : "VOID");
  }

  @Test
  void a_callback_is_signed_over_its_time_and_its_raw_body() throws GeneralSecurityException {
    simulation.charge("signed", "pm_card_async");
    await().untilAsserted(() -> assertThat(toldOf("signed")).hasSize(1));
    Told callback = toldOf("signed").getFirst();
    assertThat(callback.signature()).matches("t=[0-9]+,v1=[0-9a-f]{64}");
    String time = callback.signature().substring(2, callback.signature().indexOf(','));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Simulation.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected =
        mac.doFinal((time + "." + callback.rawBody()).getBytes(StandardCharsets.UTF_8));
    assertThat(callback.signature()).endsWith("v1=" + HexFormat.of().formatHex(expected));
    assertThat(Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void a_callback_is_repeated_until_it_is_accepted() {
    receiver.answers(500, 404, 302);
    simulation.charge("stubborn", "pm_card_async");
    await().untilAsserted(() -> assertThat(toldOf("stubborn")).hasSize(4));
    assertThat(toldOf("stubborn").stream().map(Told::answered)).containsExactly(500, 404, 302, 202);
    assertThat(toldOf("stubborn").stream().map(Told::rawBody).distinct()).hasSize(1);
  }

  /** Waits for the ledger to show it: before that, a restart may send it again. */
  @Test
  void a_callback_that_is_never_accepted_is_given_up() {
    simulation.close();
    simulation = Simulation.start(folder, receiver.url(), "callback-attempts", "2");
    receiver.answers(500, 500);
    simulation.charge("hopeless", "pm_card_async");
    await()
        .untilAsserted(
            () -> assertThat(folder.resolve("journal.jsonl")).content().contains("\"settled\""));
    simulation.close();
    simulation = Simulation.start(folder, receiver.url());
    simulation.charge("witness", "pm_card_async");
    await().untilAsserted(() -> assertThat(toldOf("witness")).hasSize(1));
    assertThat(toldOf("hopeless").stream().map(Told::answered)).containsExactly(500, 500);
  }

  @Test
  void an_unaccepted_callback_is_sent_again_after_a_restart() {
    receiver.answers(500, 500, 500);
    simulation.charge("restarted", "pm_card_async");
    await().untilAsserted(() -> assertThat(toldOf("restarted")).isNotEmpty());
    simulation.close();
    simulation = Simulation.start(folder, receiver.url());
    await()
        .untilAsserted(() -> assertThat(toldOf("restarted").getLast().answered()).isEqualTo(202));
    assertThat(simulation.ledger("restarted")).containsExactly("CHARGE 25.00");
  }

  @Test
  void a_repeat_may_name_another_callback_url() throws IOException {
    simulation.close();
    simulation = Simulation.start(folder, "http://127.0.0.1:9/gone");
    simulation.charge("moved", "pm_card_async");
    simulation.close();
    simulation = Simulation.start(folder, receiver.url());
    simulation.charge("moved", "pm_card_async");
    await().untilAsserted(() -> assertThat(toldOf("moved")).hasSize(1));
  }

  @Test
  void a_slow_card_is_charged_at_once_and_answered_late_but_only_the_first_time() {
    Instant asked = Instant.now();
    String charge = simulation.charge("slow", "pm_card_slow").text("chargeId");
    assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(600));
    assertThat(simulation.charge("slow", "pm_card_slow").text("chargeId")).isEqualTo(charge);
    assertThat(simulation.ledger("slow")).containsExactly("CHARGE 25.00");
  }

  @Test
  void a_silent_card_is_never_charged_and_its_void_is_answered() {
    Instant asked = Instant.now();
    assertThat(simulation.charge("silent", "pm_card_silent").status()).isEqualTo(503);
    assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(700));
    assertThat(simulation.find("/payments/charges", Simulation.paymentKey("silent")).status())
        .isEqualTo(404);
    assertThat(simulation.voidCharge("silent").text("status")).isEqualTo("VOIDED");
    assertThat(simulation.charge("silent", "pm_card_silent").status()).isEqualTo(422);
    assertThat(simulation.ledger("silent")).containsExactly("VOID");
  }

  @Test
  void a_silent_charge_is_reported_late_and_can_be_refunded_before() {
    assertThat(simulation.charge("hushed", "pm_card_silent_charged").status()).isEqualTo(200);
    String charge = simulation.voidCharge("hushed").text("chargeId");
    assertThat(simulation.refund("refund:" + charge + ":1", "hushed", charge, "25.00").status())
        .isEqualTo(200);
    await().untilAsserted(() -> assertThat(toldOf("hushed")).hasSize(1));
    assertThat(toldOf("hushed").getFirst().body().path("chargeId").asString()).isEqualTo(charge);
    assertThat(simulation.ledger("hushed")).containsExactly("CHARGE 25.00", "REFUND 25.00");
  }
}
