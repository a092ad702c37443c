package io.orderflow.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderOutcome.Code;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.WebModule;
import io.orderflow.web.request.OrderPosition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DirtiesContext
@SpringBootTest(
    classes = AttentionControllerTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttentionControllerTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Autowired AnsweringOrders orders;
  @LocalServerPort int port;

  private final OrderId order = new OrderId(UUID.randomUUID());

  @EnableAutoConfiguration
  @Import({
    EngineModule.class,
    WebModule.class,
    AttentionController.class,
    OrderCommandSender.class
  })
  static class Application {
    @Bean
    AnsweringOrders orders(CommandBus commands) {
      return new AnsweringOrders(commands);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    var url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
    properties.add("server.address", () -> "127.0.0.1");
  }

  @BeforeEach
  void orders_accept() {
    orders.answer(() -> new OrderOutcome.Accepted(17));
  }

  @Test
  void a_retry_is_accepted_with_the_version_of_the_order() throws Exception {
    var answer =
        post(
            "retry",
            """
            {"step": "PAYMENT", "chargeId": "ch_1", "attentionVersion": 2, "note": "bank is back"}""");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(body(answer).get("orderId").asString()).isEqualTo(order.toString());
    assertThat(body(answer).get("version").asLong()).isEqualTo(17);
    assertThat(orders.asked())
        .containsExactly(
            new RetryStep(order, Step.PAYMENT, new ChargeId("ch_1"), 2, "bank is back"));
  }

  /** A repeated answer names it as well: the response to the first one may have been lost. */
  @ParameterizedTest
  @CsvSource({"retry, false", "retry, true", "resolve, false", "resolve, true"})
  void an_accepted_answer_names_the_position_to_read_from(String action, boolean cameBefore)
      throws Exception {
    orders.answer(() -> new OrderOutcome.Accepted(17, cameBefore));

    var answer = post(action, withNote("n"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Orderflow-Position").map(OrderPosition::parse))
        .hasValue(new OrderPosition(order, 17));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "resolve"})
  void an_answer_that_came_before_is_told_so(String action) throws Exception {
    assertThat(post(action, withNote("n")).headers().firstValue("Idempotent-Replayed")).isEmpty();
    orders.answer(() -> new OrderOutcome.Accepted(17, true));

    var repeated = post(action, withNote("n"));
    assertThat(repeated.statusCode()).isEqualTo(202);
    assertThat(repeated.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(body(repeated).get("version").asLong()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "resolve"})
  void a_malformed_key_is_refused_before_the_order_is_asked(String action) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + port + "/api/v1/admin/orders/" + order + "/" + action))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k".repeat(256))
            .POST(BodyPublishers.ofString(withNote("n")))
            .build();
    assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    assertThat(orders.asked()).isEmpty();
  }

  @Test
  void an_order_whose_events_cannot_be_read_is_no_case_for_another_try() throws Exception {
    orders.answer(
        () -> {
          throw new SerializationException("no type is known under this alias");
        });
    var answer = post("retry", withNote("n"));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(body(answer).get("code").asString()).isEqualTo("ORDER_UNREADABLE");
    assertThat(answer.body()).doesNotContain("alias");
  }

  @Test
  void a_resolution_says_what_became_of_the_shipment() throws Exception {
    var answer =
        post(
            "resolve",
            """
            {"step": "SHIPPING", "attentionVersion": 1, "outcome": "NOT_SHIPPED", "note": "called them"}""");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(orders.asked())
        .containsExactly(
            new ResolveStep(
                order, Step.SHIPPING, null, 1, ShipmentResolution.NOT_SHIPPED, "called them"));
  }

  @ParameterizedTest
  @CsvSource({"ORDER_NOT_FOUND, 404", "STALE_ATTENTION, 409", "WRONG_RESOLUTION, 422"})
  void what_the_order_refuses_is_a_problem_of_its_own(Code code, int status) throws Exception {
    orders.answer(() -> new OrderOutcome.Refused(code, "because", Set.of()));
    for (String action : new String[] {"retry", "resolve"}) {
      var answer =
          post(action, "{\"step\": \"DELIVERY\", \"attentionVersion\": 1, \"note\": \"n\"}");
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      assertThat(body(answer).get("code").asString()).isEqualTo(code.name());
      assertThat(body(answer).get("detail").asString()).isEqualTo("because");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "resolve"})
  void everything_that_is_wrong_is_named_at_once(String action) throws Exception {
    var answer =
        post(
            action,
            """
            {"step": "REFUND", "chargeId": " ", "attentionVersion": 0.5, "note": "line\\nbreak"}""");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(body(answer).get("code").asString()).isEqualTo("INVALID_REQUEST");
    assertThat(pointers(answer))
        .containsExactly("/step", "/chargeId", "/attentionVersion", "/note");
    assertThat(orders.asked()).isEmpty();
  }

  @Test
  void a_wrong_outcome_is_named_with_those_that_there_are() throws Exception {
    var answer =
        post(
            "resolve",
            "{\"step\": \"SHIPPING\", \"attentionVersion\": 1, \"outcome\": \"LOST\", \"note\": \"n\"}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(pointers(answer)).containsExactly("/outcome");
    assertThat(answer.body()).contains("[SHIPPED, NOT_SHIPPED]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "resolve"})
  void step_version_and_note_are_required(String action) throws Exception {
    var answer = post(action, "{}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(pointers(answer)).containsExactly("/step", "/attentionVersion", "/note");
  }

  @Test
  void a_note_has_500_characters_at_most() throws Exception {
    assertThat(post("retry", withNote("n".repeat(500))).statusCode()).isEqualTo(202);
    assertThat(post("retry", withNote("n".repeat(501))).statusCode()).isEqualTo(422);
    assertThat(post("retry", withNote(" ")).statusCode()).isEqualTo(422);
  }

  @Test
  void an_order_that_cannot_be_is_not_found() throws Exception {
    var answer = post("/api/v1/admin/orders/none/", "retry", withNote("n"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(body(answer).get("code").asString()).isEqualTo("ORDER_NOT_FOUND");
  }

  @Test
  void a_failure_reports_an_unknown_outcome_and_what_to_do() throws Exception {
    orders.answer(
        () -> {
          throw new IllegalStateException("the event store is away");
        });
    var answer = post("retry", withNote("n"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(body(answer).get("code").asString()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(answer.body()).doesNotContain("event store");
  }

  private static String withNote(String note) {
    return "{\"step\": \"DELIVERY\", \"attentionVersion\": 1, \"note\": \"" + note + "\"}";
  }

  private HttpResponse<String> post(String action, String body) throws Exception {
    return post("/api/v1/admin/orders/" + order + "/", action, body);
  }

  private HttpResponse<String> post(String path, String action, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + action))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static Iterable<String> pointers(HttpResponse<String> answer) {
    return body(answer).get("errors").valueStream().map(e -> e.get("pointer").asString()).toList();
  }

  private static JsonNode body(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }
}
