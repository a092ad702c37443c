package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What led to each fact of an order, told by its timeline when partners have answered. */
class TimelineCausesTest extends StandaloneTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TRACE = "5af7651916cd43dd8448eb211c80319c";
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired Clock clock;

  @Test
  void facts_name_the_request_the_reply_and_the_callback_that_led_to_them() throws IOException {
    String order = place("mouse");
    await().atMost(PATIENCE).until(() -> fact(order, "shipment-dispatched") != null);
    var event = UUID.randomUUID().toString();
    deliver(order, event);
    await().atMost(PATIENCE).until(() -> fact(order, "shipment-delivered") != null);

    assertThat(cause(order, "created").toString())
        .isEqualTo("{\"kind\":\"request\",\"correlationId\":\"%s\"}".formatted(TRACE));
    assertThat(cause(order, "stock-reserved").toString())
        .isEqualTo(
            "{\"kind\":\"reply\",\"correlationId\":\"%s\",\"causationId\":\"0\"}".formatted(TRACE));
    var dispatched = cause(order, "shipment-dispatched");
    assertThat(dispatched.path("kind").asString()).isEqualTo("reply");
    assertThat(dispatched.path("correlationId").asString()).isEqualTo(TRACE);
    assertThat(cause(order, "shipment-delivered").toString())
        .isEqualTo("{\"kind\":\"callback\",\"causationId\":\"%s\"}".formatted(event));
  }

  @Test
  void a_fact_names_the_deadline_that_led_to_it() throws IOException {
    String order = place("lost-parcel");
    await().atMost(PATIENCE).until(() -> fact(order, "attention-raised") != null);

    var cause = cause(order, "attention-raised");
    assertThat(cause.path("kind").asString()).isEqualTo("deadline");
    assertThat(cause.path("correlationId").asString()).isEqualTo(TRACE);
  }

  private JsonNode cause(String order, String type) throws IOException {
    return requireNonNull(fact(order, type), type).path("cause");
  }

  private @Nullable JsonNode fact(String order, String type) throws IOException {
    var timeline = send(new Call("GET", "/api/v1/orders/" + order + "/timeline"));
    assertThat(timeline.status()).as(timeline.body()).isEqualTo(200);
    return StreamSupport.stream(JSON.readTree(timeline.body()).path("entries").spliterator(), false)
        .filter(entry -> entry.path("type").asString().equals(type))
        .findFirst()
        .orElse(null);
  }

  private String place(String sku) throws IOException {
    var call =
        new Call("POST", "/api/v1/orders")
            .header("Content-Type", "application/json")
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    call.body =
        """
        {"customerId":"c-causes","items":[{"sku":"%s","quantity":1}],"paymentMethod":"pm_card_ok"}"""
            .formatted(sku)
            .getBytes(UTF_8);
    var placed = send(call);
    assertThat(placed.status()).as(placed.body()).isEqualTo(201);
    return JSON.readTree(placed.body()).path("orderId").asString();
  }

  private void deliver(String order, String event) throws IOException {
    var call =
        new Call("POST", "/api/v1/callbacks/shipments").header("Content-Type", "application/json");
    call.body =
        """
        {"eventId":"%1$s","type":"DELIVERED","orderId":"%2$s","key":"order:%2$s:SHIPPING:1"}"""
            .formatted(event, order)
            .getBytes(UTF_8);
    call.header("Orderflow-Signature", new Examples(clock).sign(call));
    var answer = send(call);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
  }

  private Answer send(Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), false);
    }
  }
}
