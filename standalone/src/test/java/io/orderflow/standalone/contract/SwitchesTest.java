package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators switch off in the running whole, and what then happens to orders. */
class SwitchesTest extends StandaloneTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String ORDER =
      """
      {"customerId": "switched", "items": [{"sku": "mouse", "quantity": 1}], "paymentMethod": "pm_card_ok"}""";

  @AfterEach
  void all_on() throws IOException {
    for (var each : get("/api/v1/admin/switches").path("items")) {
      if (each.path("state").asString().equals("OFF")) {
        set(each.path("name").asString(), "ON", "the test is over");
      }
    }
  }

  @Test
  void every_module_has_its_switches() throws IOException {
    assertThat(get("/api/v1/admin/switches").path("items").findValuesAsString("name"))
        .containsExactlyInAnyOrder(
            "accepting-orders",
            "asking-stock",
            "asking-payment",
            "asking-processing",
            "asking-shipping",
            "processor-dispatched-stock",
            "processor-fulfillment",
            "processor-integration-webhooks",
            "processor-unexpected-payments",
            "processor-order-views",
            "processor-order-views-next");
  }

  @Test
  void while_no_orders_are_accepted_clients_are_told_why_and_all_else_goes_on() throws IOException {
    var before = place();
    var off = set("accepting-orders", "OFF", "we are moving");
    assertThat(off.path("state").asString()).isEqualTo("OFF");
    assertThat(off.path("since").asString()).isNotBlank();

    var refused = send("POST", "/api/v1/orders", ORDER);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).contains("30");
    var problem = JSON.readTree(refused.body());
    assertThat(problem.path("code").asString()).isEqualTo("ORDERS_PAUSED");
    assertThat(problem.path("detail").asString())
        .startsWith("No orders are accepted for now: we are moving.")
        .contains("Nothing was done");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status(before)).isIn(Set.of("SHIPPED", "COMPLETED")));

    set("accepting-orders", "ON", "moved");
    assertThat(send("POST", "/api/v1/orders", ORDER).status()).isEqualTo(201);
  }

  @Test
  void an_order_waits_for_a_paused_partner_and_then_goes_on() throws IOException {
    set("asking-processing", "OFF", "maintenance");
    var order = place();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(get(order).path("paymentStatus").asString("")).isEqualTo("CAPTURED"));
    await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get(order).path("fulfillmentStatus").asString(""))
                    .isEqualTo("RESERVED"));

    set("asking-processing", "ON", "they are back");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status(order)).isIn(Set.of("SHIPPED", "COMPLETED")));
  }

  @Test
  void a_paused_view_is_shown_as_paused_and_catches_up() throws IOException {
    set("processor-order-views", "OFF", "looking into it");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(views().path("segments").findValuesAsString("state"))
                    .containsOnly("PAUSED"));
    assertThat(views().path("paused").path("reason").asString()).isEqualTo("looking into it");
    place();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(views().path("segments"))
                    .anyMatch(segment -> segment.path("lag").asLong() > 0));

    set("processor-order-views", "ON", "found it");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(views().path("segments").findValuesAsString("state"))
                  .containsOnly("RUNNING");
              assertThat(views().path("segments"))
                  .allMatch(segment -> segment.path("lag").asLong() == 0);
            });
  }

  private JsonNode views() throws IOException {
    return get("/api/v1/admin/processors/order-views");
  }

  private String status(String order) throws IOException {
    return get(order).path("status").asString("");
  }

  /** Returns the path of the order. */
  private String place() throws IOException {
    var answer = send("POST", "/api/v1/orders", ORDER);
    assertThat(answer.status()).isEqualTo(201);
    return "/api/v1/orders/" + JSON.readTree(answer.body()).path("orderId").asString();
  }

  private JsonNode set(String name, String state, String reason) throws IOException {
    var answer =
        send(
            "PUT",
            "/api/v1/admin/switches/" + name,
            "{\"state\":\"%s\",\"reason\":\"%s\"}".formatted(state, reason));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private JsonNode get(String path) throws IOException {
    return JSON.readTree(send("GET", path, null).body());
  }

  private Answer send(String method, String path, @Nullable String body) throws IOException {
    var call = new Call(method, path);
    if (body != null) {
      call.header("Content-Type", "application/json").body = body.getBytes(UTF_8);
    }
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), false);
    }
  }
}
