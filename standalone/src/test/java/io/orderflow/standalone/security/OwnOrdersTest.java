package io.orderflow.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.web.request.OrderPosition;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A customer is who the token says, and sees no others. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnOrdersTest extends SecuredApplication {

  private static final String BOB = ISSUER.token("bob", "orders:write orders:read");
  private static final String SHOP = ISSUER.token("shop", "orders:write:any orders:read");
  private static final String STREAM = "/api/v1/orders/stream";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PLACING = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CANCELLING = "0af7651916cd43dd8448eb211c80319c";
  private static final String OPERATOR = ISSUER.token("olga", "orders:operate");

  @Test
  void an_order_belongs_to_the_customer_of_the_token() {
    var answer = send("POST", "/api/v1/orders", ALICE, order(null));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer).path("customerId").asString()).isEqualTo("alice");
  }

  /** Other issuers' subjects are URLs, or have separators in them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "https://idp.example/u/1",
        "a;b=c",
        "a\\b",
        "x%41",
        ".",
        "..",
        "auth0|5f7c8e&customerId=alice",
        "a+b c",
        "#?"
      })
  void whatever_names_the_subject_of_a_token_is_read_listed_and_erased(String subject) {
    var token = ISSUER.token(subject, "orders:write orders:read");
    var address =
        "\"shippingAddress\":{\"recipient\":\"Ada Lane\",\"street\":\"Elm St 1\","
            + "\"postalCode\":\"10115\",\"city\":\"Berlin\",\"country\":\"DE\"},\"items\"";
    var ending = order(null).replace("mouse", "always-out-of-stock");
    var placed = send("POST", "/api/v1/orders", token, ending.replace("\"items\"", address));
    assertThat(placed.statusCode()).isEqualTo(201);
    var order = json(placed).path("orderId").asString();

    await() // until then the order needs the address
        .until(() -> get("/api/v1/orders/" + order, token).body().contains("\"CANCELLED\""));
    assertThat(json(get("/api/v1/orders/" + order, token)).path("customerId").asString())
        .isEqualTo(subject);
    var query = "?customerId=" + URLEncoder.encode(subject, UTF_8);
    assertThat(listed("", token)).containsExactly(order);
    assertThat(listed(query, token)).containsExactly(order);
    assertThat(listed(query, OPERATOR)).containsExactly(order);
    assertThat(get("/api/v1/orders/" + order, ALICE).statusCode()).isEqualTo(404);

    var erased = send("DELETE", "/api/v1/admin/personal-data" + query, OPERATOR, null);
    assertThat(erased.statusCode()).isEqualTo(200);
    assertThat(json(erased).path("erased").asInt()).isEqualTo(1);
  }

  @Test
  void a_shop_must_name_the_customer() {
    var named = send("POST", "/api/v1/orders", SHOP, order("carol"));
    assertThat(json(named).path("customerId").asString()).isEqualTo("carol");

    var withoutCustomer = send("POST", "/api/v1/orders", SHOP, order(null));
    assertThat(withoutCustomer.statusCode()).isEqualTo(422);
    assertThat(json(withoutCustomer).at("/errors/0/pointer").asString()).isEqualTo("/customerId");
  }

  @Test
  void a_token_without_a_customer_cannot_place_orders() {
    var nameless = ISSUER.token("x".repeat(65), "orders:write orders:read");
    assertThat(send("POST", "/api/v1/orders", nameless, order("alice")).statusCode())
        .isEqualTo(403);
    assertThat(get("/api/v1/orders/" + placed(ALICE, null), nameless).statusCode()).isEqualTo(403);
  }

  @Test
  void another_customers_order_looks_nonexistent() {
    var order = shown(ALICE);
    var unknown = UUID.randomUUID().toString();
    assertThat(get("/api/v1/orders/" + order + "?atLeastVersion=0", ALICE).statusCode())
        .isIn(200, 404);
    for (var path :
        List.of(
            "/api/v1/orders/%s",
            "/api/v1/orders/%s/status",
            "/api/v1/orders/%s/timeline",
            "/api/v1/orders/%s/stream",
            "/api/v1/orders/%s?version=0",
            "/api/v1/orders/%s?at=2999-01-01T00:00:00Z")) {
      assertThat(told("GET", path, BOB, order)).isEqualTo(told("GET", path, BOB, unknown));
    }
    var cancel = "/api/v1/orders/%s/cancel";
    assertThat(told("POST", cancel, BOB, order)).isEqualTo(told("POST", cancel, BOB, unknown));
    var labels = "/api/v1/orders/%s";
    assertThat(told("PATCH", labels, BOB, order)).isEqualTo(told("PATCH", labels, BOB, unknown));
  }

  @Test
  void a_customer_lists_only_their_own_orders() {
    var alices = placed(ALICE, null);
    var bobs = placed(BOB, null);
    await().until(() -> listed("", OPERATOR).containsAll(List.of(alices, bobs)));

    for (var query : List.of("", "?q=mouse", "?sku=mouse&sort=createdAt", "?q=" + alices)) {
      assertThat(listed(query, ALICE)).as(query).contains(alices).doesNotContain(bobs);
      assertThat(listed(query, BOB)).as(query).doesNotContain(alices);
    }
    assertThat(listed("?customerId=alice", ALICE)).contains(alices);
    for (var query : List.of("?customerId=alice", "?customerId=bob&customerId=alice")) {
      var refused = get("/api/v1/orders" + query, BOB);
      assertThat(refused.statusCode()).as(query).isEqualTo(403);
      assertThat(json(refused).path("code").asString()).isEqualTo("FORBIDDEN");
    }
    assertThat(listed("?customerId=alice", SHOP)).contains(alices).doesNotContain(bobs);
    int all = json(get("/api/v1/orders?count=true", OPERATOR)).path("count").asInt();
    assertThat(json(get("/api/v1/orders?count=true", BOB)).path("count").asInt()).isLessThan(all);
  }

  @Test
  void a_cursor_of_another_customer_is_refused() {
    var two =
        List.of(placed(ALICE, null), placed(ALICE, null), placed(BOB, null), placed(BOB, null));
    await().until(() -> listed("", OPERATOR).containsAll(two));
    var cursor = json(get("/api/v1/orders?limit=1", ALICE)).path("nextCursor").asString();

    assertThat(get("/api/v1/orders?cursor=" + cursor, ALICE).statusCode()).isEqualTo(200);
    for (var other : List.of(BOB, SHOP, OPERATOR)) {
      var refused = get("/api/v1/orders?cursor=" + cursor, other);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(json(refused).path("code").asString()).isEqualTo("INVALID_CURSOR");
    }
  }

  private List<String> listed(String query, String token) {
    return json(get("/api/v1/orders" + query, token)).path("items").findValuesAsString("orderId");
  }

  @Test
  void an_open_stream_tells_a_customer_of_no_order_of_another() throws IOException {
    try (var bobs = OpenStream.of(port, STREAM, BOB);
        var all = OpenStream.of(port, STREAM, OPERATOR)) {
      var alices = placed(ALICE, null);
      var own = placed(BOB, null);
      var changed = send("PATCH", "/api/v1/orders/" + alices, ALICE, "{\"labels\":{\"a\":\"b\"}}");
      assertThat(changed.statusCode()).isEqualTo(200);
      var last = placed(BOB, null);

      await().atMost(PATIENCE).until(() -> bobs.orders().contains(last));
      await().atMost(PATIENCE).until(() -> all.orders().contains(last));
      assertThat(all.orders()).contains(alices, own);
      assertThat(bobs.orders()).contains(own);
      assertThat(bobs.customers()).containsOnly("bob");
      var from = Objects.requireNonNull(all.firstId());
      try (var resumed = OpenStream.of(port, STREAM, BOB, "Last-Event-ID", from)) {
        await().atMost(PATIENCE).until(() -> resumed.orders().contains(last));
        assertThat(resumed.orders()).contains(own);
        assertThat(resumed.customers()).containsOnly("bob");
      }
    }
    assertThat(get(STREAM + "?customerId=alice", BOB).statusCode()).isEqualTo(403);
  }

  @Test
  void a_stream_ends_when_its_token_expires_and_not_before() throws IOException {
    var order = shown(ALICE);
    var expiry = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(4);
    var claims = ISSUER.claims("alice", "orders:read").expirationTime(Date.from(expiry)).build();
    var expiring = ISSUER.signed(claims);
    try (var ofAll = OpenStream.of(port, STREAM, expiring);
        var ofOne = OpenStream.of(port, "/api/v1/orders/" + order + "/stream", expiring);
        var other = OpenStream.of(port, STREAM, ALICE)) {
      await().atMost(PATIENCE).until(() -> ofAll.hasEnded() && ofOne.hasEnded());
      assertThat(Instant.now()).isAfterOrEqualTo(expiry);

      var later = placed(ALICE, null);
      await().atMost(PATIENCE).until(() -> other.orders().contains(later));
      assertThat(other.hasEnded()).isFalse();
      assertThat(ofAll.orders()).doesNotContain(later);
    }
  }

  /** An event of the order must not end the wait of who may not know of it. */
  @Test
  void waiting_for_another_customers_order_reveals_nothing() {
    var order = placed(ALICE, null);
    long before = System.nanoTime();
    var answer =
        send("GET", "/api/v1/orders/" + order + "?atLeastVersion=0", BOB, null, "Prefer", "wait=2");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void a_list_that_waits_for_another_customers_order_reveals_nothing() {
    var placed = send("POST", "/api/v1/orders", ALICE, order(null));
    var position = placed.headers().firstValue("Orderflow-Position").orElseThrow();
    var list = "/api/v1/orders?atLeastPosition=";
    var known = send("GET", list + position, ALICE, null, "Prefer", "wait=30");
    assertThat(known.headers().firstValue("Orderflow-Position")).contains(position);
    assertThat(json(known).path("items").findValuesAsString("orderId"))
        .contains(json(placed).path("orderId").asString());
    var unknown = new OrderPosition(new OrderId(UUID.randomUUID()), 0);
    // Without orders, which would change meanwhile.
    var stranger = ISSUER.token("stranger-" + UUID.randomUUID(), "orders:write orders:read");

    long before = System.nanoTime();
    var foreign = send("GET", list + position, stranger, null, "Prefer", "wait=2");
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    var none = send("GET", list + unknown, stranger, null, "Prefer", "wait=2");

    assertThat(foreign.statusCode()).isEqualTo(200).isEqualTo(none.statusCode());
    assertThat(foreign.body()).isEqualTo(none.body());
    assertThat(foreign.headers().map().keySet()).isEqualTo(none.headers().map().keySet());
    for (var answer : List.of(foreign, none, get(list + position, stranger))) {
      assertThat(answer.headers().firstValue("Orderflow-Position")).isEmpty();
    }
  }

  @Test
  void the_same_key_of_two_customers_means_two_orders() {
    var key = UUID.randomUUID().toString();
    var alices = send("POST", "/api/v1/orders", ALICE, order(null), "Idempotency-Key", key);
    var bobs = send("POST", "/api/v1/orders", BOB, order(null), "Idempotency-Key", key);
    assertThat(bobs.statusCode()).isEqualTo(201);
    assertThat(json(bobs).path("orderId")).isNotEqualTo(json(alices).path("orderId"));
  }

  /** Whether the customer is said by the body or by the token alone makes no other request. */
  @Test
  void a_repetition_may_name_the_customer_or_leave_that_to_the_token() {
    var key = UUID.randomUUID().toString();
    var first = send("POST", "/api/v1/orders", ALICE, order(null), "Idempotency-Key", key);
    var second = send("POST", "/api/v1/orders", ALICE, order("alice"), "Idempotency-Key", key);
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void an_operator_cancels_as_an_operator() {
    var order = placed(ALICE, null);
    var cancelled = send("POST", "/api/v1/orders/" + order + "/cancel", OPERATOR, "{}");
    assertThat(cancelled.statusCode()).isEqualTo(202);
    var shown =
        send(
            "GET",
            "/api/v1/orders/" + order + "?atLeastVersion=" + json(cancelled).at("/version").asInt(),
            ALICE,
            null,
            "Prefer",
            "wait=30");
    assertThat(json(shown).at("/cancellation/actor").asString()).isEqualTo("OPERATOR");
  }

  @Test
  void a_timeline_names_the_request_behind_each_event_and_the_operator_to_operators_only() {
    var order =
        json(send("POST", "/api/v1/orders", ALICE, order(null), "traceparent", traced(PLACING)))
            .path("orderId")
            .asString();
    var timeline = "/api/v1/orders/" + order + "/timeline";
    await().until(() -> !entry(timeline, "stock-reserved").isMissingNode());
    var path = "/api/v1/orders/" + order;
    assertThat(send("PATCH", path, OPERATOR, "{\"labels\":{\"a\":\"b\"}}").statusCode())
        .isEqualTo(200);
    send("POST", path + "/cancel", OPERATOR, "{}", "traceparent", traced(CANCELLING));

    var created = entry(timeline, "created");
    assertThat(created.path("actor").toString()).isEqualTo("{\"kind\":\"CUSTOMER\"}");
    assertThat(created.at("/cause/kind").asString()).isEqualTo("request");
    assertThat(created.at("/cause/correlationId").asString()).isEqualTo(PLACING);
    var reserved = entry(timeline, "stock-reserved");
    assertThat(reserved.at("/cause/kind").asString()).isEqualTo("reply");
    assertThat(reserved.at("/cause/correlationId").asString()).isEqualTo(PLACING);
    assertThat(reserved.at("/cause/causationId").asString()).isEqualTo("0");
    var labelled = entry(timeline, "labels-changed");
    assertThat(labelled.path("actor").toString())
        .isEqualTo("{\"kind\":\"OPERATOR\",\"name\":\"olga\"}");
    var cancelling = entry(timeline, "cancellation-started");
    assertThat(cancelling.at("/actor/name").asString()).isEqualTo("olga");
    assertThat(cancelling.at("/cause/correlationId").asString()).isEqualTo(CANCELLING);
    assertThat(get(timeline, ALICE).body())
        .contains("labels-changed", "cancellation-started", "OPERATOR")
        .doesNotContain("olga");
  }

  private JsonNode entry(String timeline, String type) {
    for (var entry : json(get(timeline, OPERATOR)).path("entries")) {
      if (entry.path("type").asString().equals(type)) {
        return entry;
      }
    }
    return MissingNode.getInstance();
  }

  private static String traced(String traceId) {
    return "00-" + traceId + "-00f067aa0ba902b7-01";
  }

  @Test
  void an_authenticated_caller_on_an_unknown_path_is_answered_404() {
    assertThat(json(get("/api/v1/order", ALICE)).path("code").asString()).isEqualTo("NOT_FOUND");
    var wrong = send("PUT", "/api/v1/orders", ALICE, "{}");
    assertThat(json(wrong).path("code").asString()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(wrong.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
    assertThat(get("/api/v1/order", null).statusCode()).isEqualTo(401);
  }

  @Test
  void an_authenticated_caller_may_send_options() {
    var answer = send("OPTIONS", "/api/v1/orders", ALICE, null);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("POST");
    assertThat(send("OPTIONS", "/api/v1/orders", null, null).statusCode()).isEqualTo(401);
  }

  private String told(String method, String path, String token, String order) {
    var answer = send(method, path.formatted(order), token, method.equals("GET") ? null : "{}");
    assertThat(answer.statusCode()).isEqualTo(404);
    return answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "").replace(order, "ID");
  }
}
