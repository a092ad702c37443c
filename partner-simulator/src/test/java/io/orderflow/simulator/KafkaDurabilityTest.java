package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.kafka.EmbeddedKafka;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class KafkaDurabilityTest {

  @TempDir Path folder;
  private EmbeddedKafka kafka;
  private CarrierClient customer;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    customer = new CarrierClient(kafka.bootstrapServers());
  }

  @AfterEach
  void stop() {
    customer.close();
    kafka.close();
  }

  private void restartBroker() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafka.port());
  }

  private Simulation simulation(String deliveryAfter) {
    return Simulation.overKafka(
        folder.resolve("ledger"), kafka.bootstrapServers(), "delivery-after", deliveryAfter);
  }

  @Test
  void requests_written_while_the_simulator_is_down_are_answered_once() {
    customer.ship("waiting", "lost-parcel");
    for (int life = 0; life < 2; life++) {
      try (Simulation simulation = simulation("1h")) {
        customer.ship("witness-" + life, "lost-parcel");
        String witness = "witness-" + life;
        await().untilAsserted(() -> assertThat(customer.types(witness)).hasSize(1));
        assertThat(simulation.ledger("waiting")).containsExactly("SHIPMENT");
      }
    }
    // The first life may end before its reading is committed; then the answer is repeated.
    assertThat(customer.types("waiting")).isNotEmpty().containsOnly("DISPATCHED");
  }

  @Test
  void a_delivery_is_reported_after_a_restart_of_the_simulator() {
    try (Simulation before = simulation("5s")) {
      customer.ship("restarted", "laptop");
      await().untilAsserted(() -> assertThat(customer.types("restarted")).startsWith("DISPATCHED"));
      assertThat(before.ledger("restarted")).containsExactly("SHIPMENT");
    }
    try (Simulation after = simulation("5s")) {
      await()
          .untilAsserted(
              () ->
                  assertThat(customer.types("restarted"))
                      .containsExactly("DISPATCHED", "DELIVERED"));
      assertThat(after.ledger("restarted")).containsExactly("SHIPMENT");
    }
  }

  @Test
  void an_outage_of_the_broker_only_delays_replies() {
    try (Simulation simulation = simulation("2s")) {
      customer.ship("outlasting", "laptop");
      await().untilAsserted(() -> assertThat(customer.types("outlasting")).isNotEmpty());
      kafka.close();
      Path journal = folder.resolve("ledger").resolve("journal.jsonl");
      // The delivery falls due while there is no consumer.
      await().untilAsserted(() -> assertThat(Files.readString(journal)).contains("CLOSED"));
      assertThat(simulation.ship("over-http", "lost-parcel").status()).isEqualTo(200);
      restartBroker();
      customer.ship("after", "lost-parcel");
      await()
          .untilAsserted(
              () ->
                  assertThat(customer.types("outlasting"))
                      .containsExactly("DISPATCHED", "DELIVERED"));
      await()
          .untilAsserted(() -> assertThat(customer.types("after")).containsExactly("DISPATCHED"));
    }
  }

  @Test
  void a_simulator_starts_before_its_broker_or_starts_one_itself() {
    kafka.close();
    try (Simulation early = simulation("1h")) {
      assertThat(early.ship("over-http", "lost-parcel").status()).isEqualTo(200);
      restartBroker();
      customer.ship("early", "lost-parcel");
      await().untilAsserted(() -> assertThat(customer.types("early")).hasSize(1));
    }
    kafka.close();
    var broker =
        new SimulatorKafkaProperties.Broker(
            SimulatorKafkaProperties.Mode.INCLUDED, kafka.port(), folder.resolve("kafka"));
    var settings =
        new SimulatorKafkaProperties(
            "", "partner-simulator", SimulatorKafkaProperties.Topics.AGREED, broker);
    try (PartnerSimulator both =
        PartnerSimulator.start(Simulation.settings(folder.resolve("ledger")), settings)) {
      assertThat(both.kafka()).contains(kafka.bootstrapServers());
      customer.ship("included", "lost-parcel");
      await().untilAsserted(() -> assertThat(customer.types("included")).hasSize(1));
    }
  }
}
