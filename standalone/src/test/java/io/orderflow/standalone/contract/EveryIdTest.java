package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever can be written as an id can be read back, repeated and erased under it. */
class EveryIdTest extends StandaloneTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int GENERATED = 20;

  static List<String> ids() {
    var ids =
        new ArrayList<>(
            List.of(
                "a/b",
                "https://idp.example/u/1",
                "a;b=c",
                "a\\b",
                "x%41",
                "%2e%2e",
                ".",
                "..",
                "../../orders",
                "a//b",
                "?",
                "a&customerId=b",
                "a,b",
                "a+b",
                "a b",
                "#",
                "\"'<>{}|^`[]@:$!*()~",
                "auth0|5f7c8ec7c33c6c004bbafe82",
                "\u00e4\u00f6 \u4e2d \ud83d\ude00"));
    var random = new Random(42);
    for (int count = 0; count < GENERATED; count++) {
      ids.add(printable(random, character -> true));
    }
    return ids;
  }

  static Stream<String> skus() {
    var random = new Random(42);
    IntPredicate inSku =
        character -> Character.isLetterOrDigit(character) || "-._".indexOf(character) >= 0;
    return Stream.concat(
        Stream.of("a..", "a.", "a.json", "a--", "Z_", "0", "s".repeat(64)),
        Stream.generate(() -> "x" + printable(random, inSku)).limit(GENERATED));
  }

  /** 1 to 60 of ASCII, without a space at the ends. */
  private static String printable(Random random, IntPredicate allowed) {
    var text = new StringBuilder();
    int length = 1 + random.nextInt(60);
    random
        .ints(' ', '~' + 1)
        .filter(allowed)
        .limit(length)
        .forEach(character -> text.append((char) character));
    return "-" + text + "-";
  }

  @ParameterizedTest
  @MethodSource("ids")
  void whatever_names_a_customer_or_an_order_is_read_back_and_erased(String id) throws IOException {
    var placed = place(id);
    assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
    String order = JSON.readTree(placed.body()).path("orderId").asString();
    assertThat(JSON.readTree(place(id).body()).path("orderId").asString()).isEqualTo(order);

    await().atMost(PATIENCE).until(() -> status(order).equals("CANCELLED"));
    JsonNode view = JSON.readTree(send("GET", "/api/v1/orders/" + order).body());
    assertThat(view.path("customerId").asString()).isEqualTo(id);
    assertThat(view.path("reference").asString()).isEqualTo(id);
    for (String filter : List.of("customerId=", "reference=")) {
      assertThat(listed(filter + encoded(id))).as(filter).contains(order);
    }

    var erased = send("DELETE", "/api/v1/admin/personal-data?customerId=" + encoded(id));
    assertThat(erased.status()).as(erased.toString()).isEqualTo(200);
    assertThat(JSON.readTree(erased.body()).path("customerId").asString()).isEqualTo(id);
    assertThat(JSON.readTree(erased.body()).path("erased").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("skus")
  void whatever_names_a_product_is_read_back_and_removed(String sku) throws IOException {
    String path = "/api/v1/products/" + sku;
    String product = "{\"name\":\"A\",\"unitPrice\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}";
    var put = call("PUT", path, product);
    assertThat(send(put).status()).isEqualTo(201);
    assertThat(JSON.readTree(send("GET", path).body()).path("sku").asString()).isEqualTo(sku);
    assertThat(send(call("POST", path + "/stock", "{\"delta\":1}")).status()).isEqualTo(200);
    assertThat(products()).contains(sku);
    var order = placeOf(sku);
    await().atMost(PATIENCE).until(() -> listed("sku=" + sku).equals(List.of(order)));
    assertThat(send("DELETE", path).status()).isEqualTo(204);
  }

  @Test
  void an_erasure_of_two_customers_is_refused() throws IOException {
    var answer = send("DELETE", "/api/v1/admin/personal-data?customerId=a&customerId=b");
    assertThat(answer.status()).isEqualTo(400);
  }

  /** On all pages. */
  private List<String> listed(String filter) throws IOException {
    var ids = new ArrayList<String>();
    String next = "/api/v1/orders?limit=200&" + filter;
    while (!next.isEmpty()) {
      var answer = send("GET", next);
      assertThat(answer.status()).as(next + answer).isEqualTo(200);
      ids.addAll(JSON.readTree(answer.body()).path("items").findValuesAsString("orderId"));
      next = answer.header("Link").map(link -> link.replaceAll("<(.*)>.*", "$1")).orElse("");
    }
    return ids;
  }

  private String status(String order) throws IOException {
    var answer = send("GET", "/api/v1/orders/" + order + "/status");
    return JSON.readTree(answer.body()).path("status").asString("");
  }

  private List<String> products() throws IOException {
    var skus = new ArrayList<String>();
    String next = "/api/v1/products?limit=100";
    while (!next.isEmpty()) {
      var answer = send("GET", next);
      skus.addAll(JSON.readTree(answer.body()).path("items").findValuesAsString("sku"));
      next = answer.header("Link").map(link -> link.replaceAll("<(.*)>.*", "$1")).orElse("");
    }
    return skus;
  }

  private String placeOf(String sku) throws IOException {
    var body = JSON.createObjectNode();
    body.put("customerId", "c").put("paymentMethod", "pm_card_ok");
    body.putArray("items").addObject().put("sku", sku).put("quantity", 1);
    var placed = send(call("POST", "/api/v1/orders", JSON.writeValueAsString(body)));
    return JSON.readTree(placed.body()).path("orderId").asString();
  }

  private Answer place(String id) throws IOException {
    var body = JSON.createObjectNode();
    body.put("customerId", id).put("reference", id).put("paymentMethod", "pm_card_ok");
    body.putArray("items").addObject().put("sku", "always-out-of-stock").put("quantity", 1);
    body.putObject("shippingAddress")
        .put("recipient", "Ada Lane")
        .put("street", "Elm St 1")
        .put("postalCode", "10115")
        .put("city", "Berlin")
        .put("country", "DE");
    var call = call("POST", "/api/v1/orders", JSON.writeValueAsString(body));
    return send(call.header("Idempotency-Key", id.chars().allMatch(c -> c < 127) ? id : "key"));
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8);
  }

  private static Call call(String method, String target, String body) {
    var call = new Call(method, target).header("Content-Type", "application/json");
    call.body = body.getBytes(UTF_8);
    return call;
  }

  private Answer send(String method, String target) throws IOException {
    return send(new Call(method, target));
  }

  private Answer send(Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), false);
    }
  }
}
