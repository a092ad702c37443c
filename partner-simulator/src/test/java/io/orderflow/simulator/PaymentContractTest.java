package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.simulator.Simulation.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentContractTest {

  private static final String NOWHERE = "http://127.0.0.1:9/callbacks";

  private Simulation simulation;

  @BeforeAll
  void start(@TempDir Path folder) {
    simulation = Simulation.start(folder, NOWHERE, "callback-delay", "1h");
  }

  @AfterAll
  void stop() {
    simulation.close();
  }

  @Test
  void repeated_requests_charge_once() {
    Answer first = simulation.charge("once", "pm_card_ok");
    assertThat(first.status()).isEqualTo(200);
    assertThat(simulation.charge("once", "pm_card_ok")).isEqualTo(first);
    assertThat(simulation.find("/payments/charges", Simulation.paymentKey("once")))
        .isEqualTo(first);
    assertThat(simulation.ledger("once")).containsExactly("CHARGE 25.00");
  }

  @Test
  void the_same_key_with_another_body_is_a_bad_request_and_changes_nothing() {
    Answer first = simulation.charge("reused", "pm_card_ok");
    Answer other =
        simulation.charge(Simulation.paymentKey("reused"), "reused", "26.00", "pm_card_ok");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text("code")).isEqualTo("KEY_REUSED");
    assertThat(simulation.charge("reused", "pm_card_ok")).isEqualTo(first);
    assertThat(simulation.ledger("reused")).containsExactly("CHARGE 25.00");
  }

  @Test
  void one_amount_written_in_two_ways_is_one_request() {
    String key = Simulation.paymentKey("scale");
    Answer first = simulation.charge(key, "scale", "25", "pm_card_ok");
    assertThat(simulation.charge(key, "scale", "25.00", "pm_card_ok")).isEqualTo(first);
  }

  @Test
  void a_decline_is_repeated_for_its_key_and_a_new_key_is_decided_anew() {
    Answer no = simulation.charge("declined", "pm_card_declined");
    assertThat(no.status()).isEqualTo(422);
    assertThat(no.text("code")).isEqualTo("CARD_DECLINED");
    assertThat(simulation.charge("declined", "pm_card_declined")).isEqualTo(no);
    assertThat(
            simulation.find("/payments/charges", Simulation.paymentKey("declined")).text("status"))
        .isEqualTo("DECLINED");
    Answer yes = simulation.charge("order:declined:PAYMENT:2", "declined", "25.00", "pm_card_ok");
    assertThat(yes.status()).isEqualTo(200);
    assertThat(simulation.ledger("declined")).containsExactly("CHARGE 25.00");
  }

  @Test
  void an_unknown_payment_method_is_declined() {
    Answer no = simulation.charge("unknown", "pm_card_imaginary");
    assertThat(no.status()).isEqualTo(422);
    assertThat(no.text("code")).isEqualTo("UNKNOWN_PAYMENT_METHOD");
  }

  @Test
  void a_void_wins_over_a_charge_that_comes_later() {
    assertThat(simulation.voidCharge("fenced").text("status")).isEqualTo("VOIDED");
    Answer late = simulation.charge("fenced", "pm_card_ok");
    assertThat(late.status()).isEqualTo(422);
    assertThat(late.text("code")).isEqualTo("VOIDED");
    assertThat(simulation.voidCharge("fenced").text("status")).isEqualTo("VOIDED");
    assertThat(simulation.ledger("fenced")).containsExactly("VOID");
  }

  @Test
  void a_void_of_a_pending_charge_ends_it() {
    assertThat(simulation.charge("pending", "pm_card_async").status()).isEqualTo(202);
    assertThat(simulation.charge("pending", "pm_card_async").text("status")).isEqualTo("PENDING");
    assertThat(simulation.voidCharge("pending").text("status")).isEqualTo("VOIDED");
    assertThat(simulation.charge("pending", "pm_card_async").status()).isEqualTo(422);
    assertThat(
            simulation.find("/payments/charges", Simulation.paymentKey("pending")).text("status"))
        .isEqualTo("VOIDED");
  }

  @Test
  void a_void_of_a_declined_charge_is_answered_as_voided() {
    simulation.charge("declined-void", "pm_card_declined");
    assertThat(simulation.voidCharge("declined-void").text("status")).isEqualTo("VOIDED");
    assertThat(simulation.charge("declined-void", "pm_card_declined").text("code"))
        .isEqualTo("CARD_DECLINED");
  }

  @Test
  void a_void_moves_no_money_and_reports_the_charge() {
    Answer charge = simulation.charge("voided-late", "pm_card_ok");
    assertThat(simulation.voidCharge("voided-late")).isEqualTo(charge);
    assertThat(simulation.ledger("voided-late")).containsExactly("CHARGE 25.00");
  }

  @Test
  void a_void_with_the_key_of_another_order_is_refused() {
    simulation.charge("mine", "pm_card_ok");
    String body = "{\"orderId\":\"yours\",\"chargeKey\":\"" + Simulation.paymentKey("mine") + "\"}";
    assertThat(simulation.post("/payments/voids", "k", body).text("code")).isEqualTo("KEY_REUSED");
  }

  @Test
  void a_charge_is_refunded_once_whatever_the_key() {
    String charge = simulation.charge("refunded", "pm_card_ok").text("chargeId");
    Answer first = simulation.refund("refund:" + charge + ":1", "refunded", charge, "25.00");
    assertThat(first.text("status")).isEqualTo("REFUNDED");
    assertThat(simulation.refund("refund:" + charge + ":1", "refunded", charge, "25.00"))
        .isEqualTo(first);
    assertThat(simulation.refund("refund:" + charge + ":2", "refunded", charge, "25.00"))
        .isEqualTo(first);
    assertThat(simulation.ledger("refunded")).containsExactly("CHARGE 25.00", "REFUND 25.00");
    Answer again = simulation.charge("refunded", "pm_card_ok");
    assertThat(again.text("chargeId")).isEqualTo(charge);
    assertThat(again.body().path("refunded").asBoolean()).isTrue();
  }

  @Test
  void the_ledger_lists_a_refund_under_the_key_of_its_charge() {
    String charge = simulation.charge("ledger-key", "pm_card_ok").text("chargeId");
    simulation.refund("refund:" + charge + ":1", "ledger-key", charge, "25.00");
    assertThat(
            simulation
                .get("/simulator/ledger", "orderId=ledger-key")
                .body()
                .path("entries")
                .valueStream()
                .map(entry -> entry.path("key").asString()))
        .containsOnly(Simulation.paymentKey("ledger-key"));
  }

  @Test
  void a_refund_of_another_amount_or_of_another_orders_charge_is_refused_for_good() {
    String charge = simulation.charge("wrong", "pm_card_ok").text("chargeId");
    Answer amount = simulation.refund("r1", "wrong", charge, "24.00");
    assertThat(amount.text("code")).isEqualTo("AMOUNT_MISMATCH");
    assertThat(simulation.refund("r1", "wrong", charge, "24.00")).isEqualTo(amount);
    assertThat(simulation.refund("r2", "other", charge, "25.00").text("code"))
        .isEqualTo("UNKNOWN_CHARGE");
    assertThat(simulation.refund("r3", "wrong", "ch_none", "25.00").text("code"))
        .isEqualTo("UNKNOWN_CHARGE");
    assertThat(simulation.refund("r1", "wrong", charge, "25.00").text("code"))
        .isEqualTo("KEY_REUSED");
    assertThat(simulation.ledger("wrong")).containsExactly("CHARGE 25.00");
  }

  @Test
  void refunds_fail_until_the_simulator_is_healed() {
    String charge = simulation.charge("heal", "pm_card_refund_fails").text("chargeId");
    assertThat(simulation.refund("rh", "heal", charge, "25.00").status()).isEqualTo(503);
    assertThat(simulation.ledger("heal")).containsExactly("CHARGE 25.00");
    simulation.post("/simulator/heal", null, "");
    simulation.post("/simulator/heal", null, "");
    assertThat(simulation.refund("rh", "heal", charge, "25.00").status()).isEqualTo(200);
    assertThat(simulation.ledger("heal")).containsExactly("CHARGE 25.00", "REFUND 25.00");
    simulation.post("/simulator/break", null, "");
    String next = simulation.charge("heal-2", "pm_card_refund_fails").text("chargeId");
    assertThat(simulation.refund("rh2", "heal-2", next, "25.00").status()).isEqualTo(503);
  }

  @Test
  void a_flaky_card_fails_twice_and_is_then_charged_once() {
    assertThat(simulation.charge("flaky", "pm_card_flaky").status()).isEqualTo(503);
    assertThat(simulation.charge("flaky", "pm_card_flaky").status()).isEqualTo(503);
    assertThat(simulation.charge("flaky", "pm_card_flaky").status()).isEqualTo(200);
    assertThat(simulation.charge("flaky", "pm_card_flaky").status()).isEqualTo(200);
    assertThat(simulation.ledger("flaky")).containsExactly("CHARGE 25.00");
  }
}
