package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.simulator.Simulation.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationContractTest {

  private Simulation simulation;

  @BeforeAll
  void start(@TempDir Path folder) {
    simulation = Simulation.start(folder, "http://127.0.0.1:9/unused");
  }

  @AfterAll
  void stop() {
    simulation.close();
  }

  @Test
  void repeated_requests_are_one_notification() {
    Answer first = simulation.notify("once", "delivered", "alice", "");
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.text("key")).isEqualTo(Simulation.notificationKey("once", "delivered"));
    assertThat(simulation.notify("once", "delivered", "alice", "")).isEqualTo(first);
    assertThat(simulation.ledger("once")).containsExactly("NOTIFICATION");
  }

  @Test
  void concurrent_requests_under_one_key_are_one_notification() {
    List<Answer> answers =
        IntStream.range(0, 8)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> simulation.notify("many", "delivered", "alice", "")))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();
    assertThat(answers).hasSize(1);
    assertThat(simulation.ledger("many")).containsExactly("NOTIFICATION");
  }

  @Test
  void a_key_stands_for_one_notification_only() {
    var tracking = ",\"trackingNumber\":\"trk_1\"";
    assertThat(simulation.notify("reused", "shipped", "alice", tracking).status()).isEqualTo(202);
    assertThat(simulation.notify("reused", "shipped", "alice", "").text("code"))
        .isEqualTo("KEY_REUSED");
    assertThat(simulation.notify("reused", "shipped", "alice", tracking).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "created,\"total\":{\"amount\":\"25.00\",\"currency\":\"EUR\"},"
            + "\"items\":[{\"sku\":\"mouse\",\"name\":\"Mouse\",\"quantity\":1}]",
        "paid,\"amount\":{\"amount\":\"25.00\",\"currency\":\"EUR\"}",
        "paid",
        "payment-failed",
        "shipped,\"trackingNumber\":\"trk_1\"",
        "shipped",
        "delivered",
        "cancelled,\"reason\":\"CUSTOMER\"",
        "refunded,\"amount\":{\"amount\":\"25.00\",\"currency\":\"EUR\"},\"chargeId\":\"ch_1\""
      })
  void each_kind_is_accepted_with_its_facts(String notification) {
    String kind = notification.split(",", 2)[0];
    String facts = notification.substring(kind.length());
    assertThat(simulation.notify("kind-" + notification.hashCode(), kind, "alice", facts).status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "birthday",
        "created",
        "delivered,\"reason\":\"CUSTOMER\"",
        "shipped,\"amount\":{\"amount\":\"25.00\",\"currency\":\"EUR\"}",
        "delivered,\"trackingNumber\":\"trk_1\"",
        "refunded,\"chargeId\":\"ch_1\"",
        "delivered,\"address\":\"Somewhere 1\"",
        "delivered,\"occurredAt\":\"yesterday\""
      })
  void an_unknown_kind_or_a_fact_of_another_is_malformed(String notification) {
    String kind = notification.split(",", 2)[0];
    String facts = notification.substring(kind.length());
    Answer answer = simulation.notify("malformed", kind, "alice", facts);
    assertThat(answer.status()).as(notification).isEqualTo(400);
    assertThat(simulation.ledger("malformed")).isEmpty();
  }

  @Test
  void a_request_without_a_key_is_refused() {
    String body = Simulation.notificationBody("keyless", "delivered", "alice", "");
    assertThat(simulation.post("/notifications", null, body).text("code"))
        .isEqualTo("KEY_MALFORMED");
  }

  @Test
  void a_customer_who_cannot_be_reached_is_refused_for_good() {
    Answer no = simulation.notify("no", "delivered", "notify-refused", "");
    assertThat(no.status()).isEqualTo(422);
    assertThat(no.text("code")).isEqualTo("CUSTOMER_NOT_REACHABLE");
    assertThat(simulation.notify("no", "delivered", "notify-refused", "")).isEqualTo(no);
    assertThat(simulation.ledger("no")).isEmpty();
  }

  @Test
  void a_flaky_service_fails_twice_and_then_accepts() {
    assertThat(simulation.notify("flaky", "delivered", "notify-flaky", "").status()).isEqualTo(503);
    assertThat(simulation.notify("flaky", "delivered", "notify-flaky", "").status()).isEqualTo(503);
    assertThat(simulation.notify("flaky", "delivered", "notify-flaky", "").status()).isEqualTo(202);
  }

  @Test
  void a_service_that_is_down_accepts_once_it_is_healed() {
    assertThat(simulation.notify("down", "delivered", "notify-down", "").status()).isEqualTo(503);
    simulation.post("/simulator/heal", null, "");
    assertThat(simulation.notify("down", "delivered", "notify-down", "").status()).isEqualTo(202);
    simulation.post("/simulator/break", null, "");
    assertThat(simulation.notify("down-2", "delivered", "notify-down", "").status()).isEqualTo(503);
  }

  @Test
  void a_slow_answer_is_that_of_an_accepted_notification() {
    Answer slow = simulation.notify("slow", "delivered", "notify-slow", "");
    assertThat(slow.status()).isEqualTo(202);
    assertThat(simulation.notify("slow", "delivered", "notify-slow", "")).isEqualTo(slow);
  }

  @Test
  void what_was_answered_before_a_restart_is_answered_again(@TempDir Path folder) {
    Answer accepted;
    Answer refused;
    try (Simulation before = Simulation.start(folder, "http://127.0.0.1:9/unused")) {
      accepted = before.notify("kept", "delivered", "alice", "");
      refused = before.notify("kept-no", "delivered", "notify-refused", "");
    }
    try (Simulation after = Simulation.start(folder, "http://127.0.0.1:9/unused")) {
      assertThat(after.notify("kept", "delivered", "alice", "")).isEqualTo(accepted);
      assertThat(after.notify("kept-no", "delivered", "notify-refused", "")).isEqualTo(refused);
      assertThat(after.ledger("kept")).containsExactly("NOTIFICATION");
    }
  }
}
