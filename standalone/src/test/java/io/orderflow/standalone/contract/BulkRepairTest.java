package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many stuck orders are repaired at once, by all parts together. */
@TestPropertySource(properties = "spring.application.name=repaired") // a context of its own
class BulkRepairTest extends StandaloneTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String BULK = "/api/v1/admin/bulk-operations";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void forty_lost_parcels_are_resolved_at_once_and_no_others() throws IOException {
    var lost = new ArrayList<String>();
    for (int number = 0; number < 40; number++) {
      lost.add(place("rita", "lost-parcel", "pm_card_ok"));
    }
    String other = place("oscar", "lost-parcel", "pm_card_ok");
    await().atMost(PATIENCE).until(() -> groupOf("rita") == 40 && groupOf("oscar") == 1);

    String operation =
        preview(
            """
            {"action":"resolve","note":"the carrier has delivered them all",
             "filter":{"attention":"DELIVERY","attentionReason":"DELIVERY is overdue","customerId":"rita"}}""",
            40);
    String late = place("rita", "lost-parcel", "pm_card_ok");
    await().atMost(PATIENCE).until(() -> groupOf("rita") == 41);
    confirm(operation, 40);

    var done = awaitDone(operation);
    assertThat(done.at("/progress/done").asInt()).as(done.toString()).isEqualTo(40);
    for (var order : lost) {
      await()
          .atMost(PATIENCE)
          .until(() -> order(order).path("status").asString(), "COMPLETED"::equals);
    }
    for (var untouched : List.of(late, other)) {
      assertThat(order(untouched).path("status").asString()).isEqualTo("SHIPPED");
      assertThat(order(untouched).path("attention").size()).isEqualTo(1);
      assertThat(entries(untouched, "step-resolved")).isEmpty();
    }
    var resolved = new HashSet<String>();
    for (var order : lost) {
      var entries = entries(order, "step-resolved");
      assertThat(entries).hasSize(1);
      var entry = entries.getFirst();
      assertThat(entry.path("note").asString()).isEqualTo("the carrier has delivered them all");
      assertThat(entry.at("/actor/kind").asString()).isEqualTo("OPERATOR");
      resolved.add(entry.at("/cause/causationId").asString());
    }
    assertThat(resolved)
        .containsExactly("bulk-operation-" + operation.substring(BULK.length() + 1));
    assertThat(groupOf("rita")).isEqualTo(1);
  }

  @Test
  void orders_are_cancelled_at_once_and_those_that_have_left_refuse() throws IOException {
    var waiting = new ArrayList<String>();
    for (int number = 0; number < 6; number++) {
      waiting.add(place("wanda", "keyboard", "pm_card_silent"));
    }
    String shipped = place("wanda", "lost-parcel", "pm_card_ok");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                order(shipped).path("status").asString().equals("SHIPPED")
                    && count("customerId=wanda&status=AWAITING_PAYMENT") == 6);

    String operation =
        preview(
            """
            {"action":"cancel","note":"the account was closed","filter":{"customerId":["wanda"]}}""",
            7);
    confirm(operation, 7);

    var done = awaitDone(operation);
    assertThat(done.at("/progress/done").asInt()).as(done.toString()).isEqualTo(6);
    assertThat(done.at("/progress/refused").toString())
        .isEqualTo("[{\"code\":\"NOT_CANCELLABLE\",\"orders\":1}]");
    var refused = read(operation + "/orders?result=REFUSED").path("items");
    assertThat(refused.get(0).path("orderId").asString()).isEqualTo(shipped);
    assertThat(refused.get(0).path("detail").asString()).contains("SHIPPED");
    for (var order : waiting) {
      await()
          .atMost(PATIENCE)
          .until(() -> order(order).path("status").asString(), "CANCELLED"::equals);
      var cancellation = order(order).path("cancellation");
      assertThat(cancellation.path("reason").asString()).isEqualTo("OPERATOR");
      assertThat(cancellation.path("detail").asString()).isEqualTo("the account was closed");
    }
  }

  private String place(String customer, String sku, String paymentMethod) throws IOException {
    var body =
        """
        {"customerId":"%s","items":[{"sku":"%s","quantity":1}],"paymentMethod":"%s"}"""
            .formatted(customer, sku, paymentMethod);
    var placed = send("POST", "/api/v1/orders", body);
    assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
    return JSON.readTree(placed.body()).path("orderId").asString();
  }

  /** How many orders of the customer need a person because of their delivery. */
  private int groupOf(String customer) throws IOException {
    return StreamSupport.stream(
            read("/api/v1/admin/attention-groups?customerId=" + customer)
                .path("groups")
                .spliterator(),
            false)
        .filter(group -> group.path("step").asString().equals("DELIVERY"))
        .mapToInt(group -> group.path("orders").asInt())
        .sum();
  }

  private int count(String filter) throws IOException {
    return read("/api/v1/orders?count=true&limit=1&" + filter).path("count").asInt();
  }

  private String preview(String body, int count) throws IOException {
    var answer = send("POST", BULK, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(JSON.readTree(answer.body()).path("count").asInt()).isEqualTo(count);
    return answer.header("Location").orElseThrow();
  }

  private void confirm(String operation, int count) throws IOException {
    var answer = send("POST", operation + "/confirmation", "{\"count\":" + count + "}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
  }

  private JsonNode awaitDone(String operation) throws IOException {
    await().atMost(PATIENCE).until(() -> read(operation).path("state").asString(), "DONE"::equals);
    return read(operation);
  }

  private JsonNode order(String id) throws IOException {
    return read("/api/v1/orders/" + id);
  }

  private List<JsonNode> entries(String order, String type) throws IOException {
    return StreamSupport.stream(
            read("/api/v1/orders/" + order + "/timeline").path("entries").spliterator(), false)
        .filter(entry -> entry.path("type").asString().equals(type))
        .toList();
  }

  private JsonNode read(String target) throws IOException {
    return JSON.readTree(send("GET", target, null).body());
  }

  private Answer send(String method, String target, @Nullable String body) throws IOException {
    var call = new Call(method, target);
    if (body != null) {
      call.header("Content-Type", "application/json");
      call.body = body.getBytes(UTF_8);
    }
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), call.isHead());
    }
  }
}
