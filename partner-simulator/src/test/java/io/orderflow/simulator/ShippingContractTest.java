package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.Simulation.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShippingContractTest {

  private static final String PATH = "/shipping/shipments";

  private Receiver receiver;
  private Simulation simulation;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path journal) throws IOException {
    folder = journal;
    receiver = new Receiver();
    simulation = Simulation.start(journal, receiver.url(), "callback-delay", "300ms");
  }

  /** A carrier so slow that the test is faster, also on a slow machine. */
  private void restart(String name, String value) {
    simulation.close();
    simulation = Simulation.start(folder, receiver.url(), name, value);
  }

  @AfterEach
  void stop() {
    simulation.close();
    receiver.close();
  }

  private List<String> told(String orderId) {
    return receiver.about(Simulation.shipmentKey(orderId)).stream()
        .map(Receiver.Told::type)
        .toList();
  }

  private String found(String orderId) {
    return simulation.find(PATH, Simulation.shipmentKey(orderId)).text("status");
  }

  @Test
  void a_parcel_is_dispatched_once_and_its_delivery_is_reported() {
    Answer first = simulation.ship("parcel", "laptop");
    assertThat(first.text("status")).isEqualTo("DISPATCHED");
    await().untilAsserted(() -> assertThat(told("parcel")).containsExactly("DELIVERED"));
    WrittenContract.of(PATH).checkMessage("ShipmentCallback", receiver.all().getFirst().body());
    assertThat(found("parcel")).isEqualTo("DELIVERED");
    assertThat(simulation.ship("parcel", "laptop")).isEqualTo(first);
    assertThat(simulation.ledger("parcel")).containsExactly("SHIPMENT");
  }

  @Test
  void a_lost_parcel_is_dispatched_and_never_reported() {
    simulation.ship("lost", "lost-parcel");
    simulation.ship("found", "laptop");
    await().untilAsserted(() -> assertThat(told("found")).containsExactly("DELIVERED"));
    await().during(Duration.ofMillis(300)).untilAsserted(() -> assertThat(told("lost")).isEmpty());
    assertThat(found("lost")).isEqualTo("DISPATCHED");
  }

  @Test
  void an_unshippable_order_is_refused_for_good() {
    Answer no = simulation.ship("no", "unshippable");
    assertThat(no.status()).isEqualTo(422);
    assertThat(simulation.ship("no", "unshippable")).isEqualTo(no);
    assertThat(found("no")).isEqualTo("REFUSED");
    assertThat(simulation.recall("no").text("status")).isEqualTo("CANCELLED");
    assertThat(simulation.ledger("no")).isEmpty();
  }

  @Test
  void an_accepted_shipment_is_dispatched_and_delivered_later() {
    assertThat(simulation.ship("later", "shipping-async").status()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(told("later"))
                    .containsExactlyInAnyOrder("DISPATCHED", "DELIVERED")); // as callbacks come
    assertThat(simulation.ledger("later")).containsExactly("SHIPMENT");
  }

  @Test
  void an_accepted_shipment_can_be_refused_later() {
    assertThat(simulation.ship("later-no", "shipping-async-refused").status()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(told("later-no")).containsExactly("REFUSED"));
    WrittenContract.of(PATH).checkMessage("ShipmentCallback", receiver.all().getFirst().body());
    assertThat(simulation.ship("later-no", "shipping-async-refused").status()).isEqualTo(422);
  }

  @Test
  void a_recall_wins_over_a_shipment_that_comes_later() {
    assertThat(simulation.recall("fenced").text("status")).isEqualTo("CANCELLED");
    assertThat(simulation.ship("fenced", "laptop").text("code")).isEqualTo("CANCELLED");
    assertThat(simulation.recall("fenced").text("status")).isEqualTo("CANCELLED");
    assertThat(simulation.ledger("fenced")).containsExactly("SHIPMENT_CANCELLATION");
  }

  @Test
  void a_recall_of_an_accepted_shipment_stops_it() {
    restart("callback-delay", "6s");
    simulation.ship("stopped", "shipping-async");
    assertThat(simulation.recall("stopped").text("status")).isEqualTo("CANCELLED");
    simulation.ship("witness", "shipping-async");
    await().untilAsserted(() -> assertThat(told("witness")).contains("DELIVERED"));
    assertThat(told("stopped")).isEmpty();
    assertThat(simulation.ledger("stopped")).containsExactly("SHIPMENT_CANCELLATION");
  }

  @Test
  void a_parcel_on_the_road_cannot_be_recalled() {
    simulation.ship("gone", "laptop");
    Answer no = simulation.recall("gone");
    assertThat(no.status()).isEqualTo(422);
    assertThat(no.text("code")).isEqualTo("ALREADY_DISPATCHED");
    await().untilAsserted(() -> assertThat(found("gone")).isEqualTo("DELIVERED"));
    assertThat(simulation.recall("gone")).isEqualTo(no);
  }

  @Test
  void a_carrier_can_be_flaky_or_silent() {
    assertThat(simulation.ship("flaky", "shipping-flaky").status()).isEqualTo(503);
    assertThat(simulation.ship("flaky", "shipping-flaky").status()).isEqualTo(503);
    assertThat(simulation.ship("flaky", "shipping-flaky").status()).isEqualTo(200);
    assertThat(simulation.ship("silent", "shipping-silent").status()).isEqualTo(503);
    assertThat(simulation.recall("silent").text("status")).isEqualTo("CANCELLED");
    assertThat(simulation.ledger("flaky")).containsExactly("SHIPMENT");
  }

  @Test
  void callbacks_come_twice_late_or_in_the_wrong_order() {
    restart("callback-delay", "2s");
    assertThat(simulation.ship("twice", "shipping-twice").status()).isEqualTo(200);
    assertThat(simulation.ship("late", "shipping-late").status()).isEqualTo(202);
    assertThat(simulation.ship("reordered", "shipping-reordered").status()).isEqualTo(202);
    await()
        .untilAsserted(() -> assertThat(told("twice")).containsExactly("DELIVERED", "DELIVERED"));
    await()
        .untilAsserted(
            () ->
                assertThat(told("late"))
                    .containsExactlyInAnyOrder("DISPATCHED", "DELIVERED")); // as callbacks come
    await()
        .untilAsserted(
            () -> assertThat(told("reordered")).containsExactly("DELIVERED", "DISPATCHED"));
    assertThat(simulation.ledger("reordered")).containsExactly("SHIPMENT");
  }

  @Test
  void the_address_is_stored_nowhere() throws IOException {
    simulation.ship("private", "laptop");
    assertThat(Files.readString(folder.resolve("journal.jsonl")))
        .contains("order:private:SHIPPING:1")
        .doesNotContain("Ada")
        .doesNotContain("Berlin");
  }
}
