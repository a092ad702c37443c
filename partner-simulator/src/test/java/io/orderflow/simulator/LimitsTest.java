package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.simulator.Simulation.Answer;
import io.orderflow.simulator.settings.SimulatorProperties;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

  private static final String CHARGES = "/payments/charges";

  private Simulation simulation;

  @BeforeAll
  void start(@TempDir Path folder) {
    simulation = Simulation.start(folder, "http://127.0.0.1:9/x");
  }

  @AfterAll
  void stop() {
    simulation.close();
  }

  private void assertRejected(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(simulation.ledger("limit")).isEmpty();
  }

  @Test
  void a_request_needs_a_key_of_bounded_length() {
    String body = simulation.chargeBody("limit", "1.00", "pm_card_ok");
    assertRejected(simulation.post(CHARGES, null, body), 400, "KEY_MALFORMED");
    assertRejected(simulation.post(CHARGES, "k".repeat(201), body), 400, "KEY_MALFORMED");
    assertRejected(simulation.post(CHARGES, "a b", body), 400, "KEY_MALFORMED");
    assertRejected(simulation.get(CHARGES, "nokey="), 400, "KEY_MALFORMED");
  }

  @Test
  void a_key_of_the_maximum_length_is_accepted() {
    String key = "k".repeat(200);
    assertThat(simulation.charge(key, "full", "1.00", "pm_card_ok").status()).isEqualTo(200);
    assertThat(simulation.find(CHARGES, key).status()).isEqualTo(200);
  }

  @Test
  void a_body_is_bounded() {
    String body = simulation.chargeBody("limit", "1.00", "pm_card_ok") + " ".repeat(64 * 1024);
    assertRejected(simulation.post(CHARGES, "k", body), 413, "BODY_TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"orderId\":\"limit\"}",
        "{\"orderId\":\"limit\",\"surprise\":1}",
      })
  void a_malformed_body_is_a_bad_request(String body) {
    assertRejected(simulation.post(CHARGES, "k", body), 400, "BODY_MALFORMED");
    assertRejected(simulation.post("/payments/voids", "k", body), 400, "BODY_MALFORMED");
    assertRejected(simulation.post("/payments/refunds", "k", body), 400, "BODY_MALFORMED");
    assertRejected(simulation.post("/processing/jobs", "k", body), 400, "BODY_MALFORMED");
    assertRejected(simulation.post("/shipping/shipments", "k", body), 400, "BODY_MALFORMED");
  }

  @ParameterizedTest
  @CsvSource({
    "\"25.00\", -1.00",
    "\"25.00\", 1.001",
    "\"25.00\", 1e3",
    "EUR, XXX",
    "EUR, Euro",
    "\"25.00\"}, \"}",
    "http://, ftp://",
    "\"orderId\":\"limit\", \"orderId\":\"\"",
    "\"pm_card_ok\", 7",
  })
  void a_field_out_of_its_bounds_is_a_bad_request(String right, String wrong) {
    String body = simulation.chargeBody("limit", "25.00", "pm_card_ok");
    String quoted = right.startsWith("\"25") && !wrong.contains("\"") ? "\"" + wrong + "\"" : wrong;
    assertThat(body).contains(right.replace("}", ""));
    assertRejected(
        simulation.post(CHARGES, "k", body.replace(right.replace("}", ""), quoted)),
        400,
        "BODY_MALFORMED");
  }

  @Test
  void the_ledger_is_paged() {
    simulation.charge("page-1", "pm_card_ok");
    simulation.charge("page-2", "pm_card_ok");
    Answer first = simulation.get("/simulator/ledger", "limit=1");
    assertThat(first.body().path("entries").size()).isEqualTo(1);
    assertThat(first.body().path("next").asInt()).isEqualTo(1);
    Answer beyond = simulation.get("/simulator/ledger", "after=1000000");
    assertThat(beyond.body().path("entries").size()).isZero();
    assertThat(beyond.body().has("next")).isFalse();
    assertThat(simulation.get("/simulator/ledger", "limit=10001").status()).isEqualTo(400);
    assertThat(simulation.get("/simulator/ledger", "after=x").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "port, 65536",
    "address, ' '",
    "callback-secret, short",
    "slow-answer, -1s",
    "silence, 1h",
    "callback-delay, -1s",
    "delivery-after, 2d",
    "late-callback-after, 2d",
    "callback-attempts, 0",
    "processing.failure-rate, -0.1",
    "processing.failure-rate, 1.1",
    "processing.failure-rate, NaN",
  })
  void a_wrong_setting_stops_the_start_and_is_named(
      String name, String value, @TempDir Path folder) {
    assertThatThrownBy(() -> Simulation.settings(folder, name, value))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining("simulator." + name);
  }

  @Test
  void the_first_of_two_secrets_signs(@TempDir Path folder) {
    SimulatorProperties settings =
        Simulation.settings(folder, "callback-secret", "new-secret-of-20-chars, old-secret");
    assertThat(settings.callbackSecret()).isEqualTo("new-secret-of-20-chars");
    assertThat(settings.toString()).doesNotContain("secret-of");
  }
}
