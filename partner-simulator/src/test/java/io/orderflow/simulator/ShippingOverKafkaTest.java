package io.orderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.simulator.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One broker and simulator for all tests; each test uses its own orders. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class ShippingOverKafkaTest {

  private static final WrittenContract CONTRACT = WrittenContract.read("shipping-kafka");

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private static Simulation simulation;
  private static CarrierClient customer;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    customer = new CarrierClient(kafka.bootstrapServers());
    simulation = Simulation.overKafka(folder.resolve("ledger"), kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    simulation.close();
    customer.close();
    kafka.close();
  }

  private static void awaitTypes(String orderId, String... types) {
    await().untilAsserted(() -> assertThat(customer.types(orderId)).containsExactly(types));
    assertThat(customer.told(orderId))
        .allSatisfy(
            reply -> {
              CONTRACT.checkMessage("Reply", reply);
              assertThat(reply.path("orderId").asString()).isEqualTo(orderId);
              assertThat(reply.path("key").asString()).isEqualTo(Simulation.shipmentKey(orderId));
              assertThat(reply.path("eventId").asString()).hasSizeBetween(1, 64);
            });
  }

  @Test
  void the_requests_of_the_tests_fit_the_contract() {
    JsonMapper json = JsonMapper.shared();
    CONTRACT.checkMessage("Request", json.readTree(CarrierClient.shipBody("o", "laptop")));
    CONTRACT.checkMessage("Request", json.readTree(CarrierClient.recallBody("o")));
  }

  @Test
  void a_parcel_is_dispatched_delivered_and_listed_in_the_ledger() {
    customer.ship("parcel", "laptop");
    awaitTypes("parcel", "DISPATCHED", "DELIVERED");
    List<JsonNode> told = customer.told("parcel");
    assertThat(told.getFirst().path("trackingNumber"))
        .isEqualTo(told.getLast().path("trackingNumber"));
    assertThat(told.getFirst().path("eventId")).isNotEqualTo(told.getLast().path("eventId"));
    assertThat(
            simulation.find("/shipping/shipments", Simulation.shipmentKey("parcel")).text("status"))
        .isEqualTo("DELIVERED");
    assertThat(simulation.ledger("parcel")).containsExactly("SHIPMENT");
  }

  @Test
  void a_repeated_request_is_answered_again_and_takes_effect_once() {
    customer.ship("again", "lost-parcel");
    customer.ship("again", "lost-parcel");
    awaitTypes("again", "DISPATCHED", "DISPATCHED");
    List<JsonNode> told = customer.told("again");
    assertThat(told.getFirst().path("trackingNumber"))
        .isEqualTo(told.getLast().path("trackingNumber"));
    assertThat(simulation.ledger("again")).containsExactly("SHIPMENT");
  }

  @Test
  void an_unshippable_order_is_refused_with_code_and_detail() {
    customer.ship("no", "unshippable");
    customer.recall("no");
    awaitTypes("no", "REFUSED", "CANCELLED");
    assertThat(customer.told("no").getFirst().path("code").asString()).isEqualTo("UNSHIPPABLE");
    assertThat(customer.told("no").getFirst().path("detail").asString()).isNotEmpty();
    assertThat(simulation.ledger("no")).isEmpty();
  }

  @Test
  void an_accepted_shipment_ends_by_a_later_reply() {
    customer.ship("later", "shipping-async");
    customer.ship("later-no", "shipping-async-refused");
    customer.ship("late", "shipping-late");
    awaitTypes("later", "ACCEPTED", "DISPATCHED", "DELIVERED");
    awaitTypes("later-no", "ACCEPTED", "REFUSED");
    awaitTypes("late", "ACCEPTED", "DISPATCHED", "DELIVERED");
  }

  @Test
  void a_recall_fences_its_key_and_is_refused_after_the_dispatch() {
    customer.recall("fenced");
    customer.ship("fenced", "laptop");
    awaitTypes("fenced", "CANCELLED", "REFUSED");
    assertThat(customer.told("fenced").getLast().path("code").asString()).isEqualTo("CANCELLED");
    assertThat(simulation.ledger("fenced")).containsExactly("SHIPMENT_CANCELLATION");

    customer.ship("gone", "lost-parcel");
    customer.recall("gone");
    awaitTypes("gone", "DISPATCHED", "CANCELLATION_REFUSED");
    assertThat(customer.told("gone").getLast().path("code").asString())
        .isEqualTo("ALREADY_DISPATCHED");
  }

  @Test
  void replies_come_twice_with_one_event_id() {
    customer.ship("twice", "shipping-twice");
    awaitTypes("twice", "DISPATCHED", "DISPATCHED", "DELIVERED", "DELIVERED");
    assertThat(customer.told("twice").stream().distinct()).hasSize(2);
    assertThat(simulation.ledger("twice")).containsExactly("SHIPMENT");
  }

  @Test
  void a_delivery_may_be_reported_before_its_dispatch() {
    customer.ship("reordered", "shipping-reordered");
    awaitTypes("reordered", "ACCEPTED", "DELIVERED", "DISPATCHED");
    assertThat(simulation.ledger("reordered")).containsExactly("SHIPMENT");
  }

  @Test
  void a_flaky_or_silent_carrier_writes_no_reply() {
    customer.ship("flaky", "shipping-flaky");
    customer.ship("flaky", "shipping-flaky");
    customer.ship("flaky", "shipping-flaky");
    awaitTypes("flaky", "DISPATCHED", "DELIVERED");
    customer.ship("silent", "shipping-silent");
    customer.recall("silent");
    awaitTypes("silent", "CANCELLED");
  }

  @Test
  void an_unreadable_request_is_dead_lettered_and_the_next_is_served() {
    String good = CarrierClient.shipBody("served", "lost-parcel");
    Map<String, String> poison =
        Map.of(
            "no-json",
            "{",
            "unknown-type",
            good.replace("SHIP\"", "SINK\"").replace("served", "unknown-type"),
            "no-lines",
            "{\"type\":\"RECALL\",\"orderId\":\"no-lines\"}",
            "another",
            good,
            "secret",
            good.replace("\"Ada\"", "{\"Ada\":1}").replace("served", "secret"),
            "too-long",
            "\"" + "x".repeat(70_000) + "\"");
    poison.forEach(customer::ask);
    customer.post().send("orderflow.shipping.requests", "null-value", null);
    customer.post().send("orderflow.shipping.requests", null, good);
    customer.ship("reused", "laptop");
    customer.ship("reused", "lost-parcel");
    poison.keySet().forEach(key -> customer.ship("after-" + key, "lost-parcel"));
    poison.keySet().forEach(key -> awaitTypes("after-" + key, "DISPATCHED"));
    await().untilAsserted(() -> assertThat(customer.dead()).hasSize(poison.size() + 3));
    assertThat(customer.dead())
        .allSatisfy(
            letter ->
                assertThat(letter.headers())
                    .containsEntry("orderflow-topic", "orderflow.shipping.requests")
                    .containsKeys("orderflow-reason", "orderflow-partition", "orderflow-offset"));
    assertThat(customer.dead())
        .extracting(letter -> letter.headers().get("orderflow-reason"))
        .contains("The record's key is not its orderId.", "There is no value.")
        .contains("The body cannot be read at address.recipient.")
        .noneMatch(reason -> reason.contains("Ada"));
    poison.forEach(
        (key, value) ->
            assertThat(customer.dead())
                .anyMatch(letter -> key.equals(letter.key()) && value.equals(letter.value())));
    assertThat(customer.types("served")).isEmpty();
  }
}
