package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that carries positions from its writes to its lists finds what it has written. */
class ReadYourWritesTest extends StandaloneTest {

  private static final String POSITION = "Orderflow-Position";
  private static final JsonMapper JSON = new JsonMapper();

  private final String reference = "cart-" + UUID.randomUUID();

  @Test
  void an_order_is_in_the_list_at_once_for_who_brings_its_position() throws IOException {
    var placed = place("");

    var list = list("reference=" + reference + at(placed));

    assertThat(ids(list)).containsExactly(id(placed));
    assertThat(list.header(POSITION)).isEqualTo(placed.header(POSITION));
    assertThat(list.header("Preference-Applied")).contains("wait=30");
  }

  @Test
  void a_search_finds_the_order_at_once_and_counts_it() throws IOException {
    var placed = place("");

    var list = list("count=true&q=" + reference + at(placed));

    assertThat(ids(list)).containsExactly(id(placed));
    assertThat(json(list).path("count").asInt()).isEqualTo(1);
    assertThat(json(list).path("similar").asBoolean()).isFalse();
  }

  @Test
  void several_positions_are_all_in_the_list() throws IOException {
    var first = place("first");
    var second = place("second");

    var list = list("customerId=" + customer() + at(first) + at(second));

    assertThat(ids(list)).containsExactlyInAnyOrder(id(first), id(second));
    assertThat(list.header(POSITION).orElseThrow())
        .isEqualTo(first.header(POSITION).get() + ", " + second.header(POSITION).get());
  }

  @Test
  void changed_labels_and_a_cancellation_are_in_the_list_at_once() throws IOException {
    var placed = place("");
    var path = "/api/v1/orders/" + id(placed);
    var labels = "{\"labels\":{\"wrapped\":\"%s\"}}".formatted(reference);

    var labelled = write("PATCH", path, labels);
    assertThat(labelled.status()).isEqualTo(200);
    assertThat(ids(list("label=wrapped:" + reference + at(labelled)))).containsExactly(id(placed));
    var again = write("PATCH", path, labels);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(ids(list("label=wrapped:" + reference + at(again)))).containsExactly(id(placed));
    var cancelled = write("POST", path + "/cancel", "{}");
    assertThat(cancelled.status()).isEqualTo(202);
    var inUndo = "status=CANCELLING,CANCELLED&reference=" + reference;
    assertThat(ids(list(inUndo + at(cancelled)))).containsExactly(id(placed));
  }

  @Test
  void a_repeated_request_answers_the_position_of_the_order_it_placed() throws IOException {
    var placed = place("");
    var repeated = place("");

    assertThat(repeated.header("Idempotent-Replayed")).contains("true");
    assertThat(repeated.header(POSITION)).isEqualTo(placed.header(POSITION)).isPresent();
  }

  private String customer() {
    return "waiting-" + reference;
  }

  /** Its payment never answers, so that it stays open. */
  private Answer place(String more) throws IOException {
    var body =
        """
        {"customerId":"%s","reference":"%s","paymentMethod":"pm_card_silent",
         "items":[{"sku":"mouse","quantity":1}]}"""
            .formatted(customer(), reference + more);
    var placed = write("POST", "/api/v1/orders", body, "Idempotency-Key", reference + more);
    assertThat(placed.status()).as(placed.body()).isEqualTo(201);
    return placed;
  }

  private Answer list(String query) throws IOException {
    var list = send(new Call("GET", "/api/v1/orders?" + query).header("Prefer", "wait=30"));
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    return list;
  }

  private Answer write(String method, String path, String body, String... header)
      throws IOException {
    var call = new Call(method, path);
    boolean patch = method.equals("PATCH");
    call.header("Content-Type", patch ? "application/merge-patch+json" : "application/json");
    if (header.length > 0) {
      call.header(header[0], header[1]);
    }
    call.body = body.getBytes(UTF_8);
    return send(call);
  }

  private Answer send(Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), false);
    }
  }

  private static String at(Answer written) {
    return "&atLeastPosition=" + written.header(POSITION).orElseThrow();
  }

  private static String id(Answer placed) {
    return json(placed).path("orderId").asString();
  }

  private static List<String> ids(Answer list) {
    return json(list).path("items").findValuesAsString("orderId");
  }

  private static JsonNode json(Answer answer) {
    return JSON.readTree(answer.body());
  }
}
