package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.standalone.contract.Answer.Header;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every condition on every method of every resource is judged or refused (docs/conditions.md). */
class PreconditionsTest extends StandaloneTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String TEA =
      "{\"name\":\"Tea\",\"unitPrice\":{\"amount\":\"4.50\",\"currency\":\"EUR\"},\"stock\":5}";

  /** Gets no events, since a failed delivery would change its tag. */
  private static final String HOOK =
      "{\"url\":\"https://hooks.example.com/in\",\"description\":\"Shop\","
          + "\"labels\":{\"no-order\":\"has this\"}}";

  private static final List<String> HEADERS = List.of("If-Match", "If-None-Match");

  private static final List<String> LEGAL =
      List.of("*", "\"x\"", "W/\"x\"", "\"x\" , ,\"y\"", "\"\"", "\"a,b\"");

  private static final List<String> JUNK =
      List.of(
          "",
          ",",
          "junk",
          "7",
          "\"",
          "\"x",
          "\"x\" \"y\"",
          "\"x\"\"y\"",
          "\"x\", y",
          "\"x y\"",
          "*, \"x\"",
          "*,*",
          "'x'",
          "W/x",
          "w/\"x\"",
          "W/ \"x\"",
          "\"*\" *");

  @Autowired Clock clock;

  @TestFactory
  Stream<DynamicTest> what_is_not_judged_is_refused() {
    return operations()
        .flatMap(
            operation ->
                HEADERS.stream()
                    .flatMap(
                        header ->
                            (operation.parameterNames("header").contains(header)
                                    ? JUNK.stream()
                                    : Stream.concat(LEGAL.stream(), JUNK.stream()))
                                .map(value -> refused(operation, new Header(header, value)))));
  }

  private DynamicTest refused(Operation operation, Header condition) {
    return DynamicTest.dynamicTest(
        operation.name() + ", " + condition,
        () -> {
          String example = operation.examples().keySet().iterator().next();
          var call = new Examples(clock).call(operation, example);
          call.headers.removeIf(header -> HEADERS.contains(header.name()));
          call.header(condition.name(), condition.value());
          var answer = exchange(call);
          assertThat(answer.status()).as("%s\n%s", call, answer).isEqualTo(400);
          assertConforms(operation, answer, false);
        });
  }

  /** Callbacks are reports, which are never refused for what they say of anything else. */
  private static Stream<Operation> operations() {
    return CONTRACT.operations().stream()
        .filter(operation -> operation.path().startsWith("/api/"))
        .filter(operation -> !operation.path().startsWith("/api/v1/callbacks"));
  }

  @Test
  void callbacks_and_health_ignore_preconditions() throws IOException {
    for (String header : HEADERS) {
      for (String value : List.of("*", "\"x\"", "junk")) {
        assertThat(send("GET", "/health", null, header, value).status()).isEqualTo(200);
      }
    }
    var callback =
        CONTRACT.operations().stream()
            .filter(operation -> operation.path().endsWith("/callbacks/shipments"))
            .findFirst()
            .orElseThrow();
    var call = new Examples(clock).call(callback, "delivered");
    assertThat(exchange(call.header("If-Match", "\"x\"")).status()).isEqualTo(202);
  }

  @Test
  void options_ignores_preconditions() throws IOException {
    assertThat(send("OPTIONS", "/api/v1/products/laptop", null, "If-Match", "\"x\"").status())
        .isEqualTo(200);
  }

  // --- what has a tag

  private enum Outcome {
    MET,
    FAILED,
    WEAK,
    KNOWN
  }

  /**
   * @param headers names and values in turn; TAG stands for the tag there is, without its quotes
   */
  private record Condition(Outcome outcome, List<String> headers) {

    Condition(Outcome outcome, String... headers) {
      this(outcome, List.of(headers));
    }

    String[] on(String tag) {
      return headers.stream().map(value -> value.replace("TAG", tag)).toArray(String[]::new);
    }

    @Override
    public String toString() {
      return String.join(" ", headers);
    }
  }

  private static final String LONG_AGO = "Sat, 29 Oct 1994 19:43:31 GMT";
  private static final String IN_A_WHILE = "Fri, 29 Oct 2100 19:43:31 GMT";

  private static final List<Condition> CONDITIONS =
      List.of(
          new Condition(Outcome.MET),
          new Condition(Outcome.MET, "If-Match", "\"TAG\""),
          new Condition(Outcome.MET, "If-Match", "*"),
          new Condition(Outcome.MET, "If-Match", " \"x\" ,, W/\"y\",\"TAG\", "),
          new Condition(Outcome.MET, "If-Match", "\"x\"", "If-Match", "\"TAG\""),
          new Condition(Outcome.MET, "If-Match", "\"TAG\"", "If-Match", "\"x\""),
          new Condition(Outcome.FAILED, "If-Match", "\"x\""),
          new Condition(Outcome.FAILED, "If-Match", "\"\""),
          new Condition(Outcome.FAILED, "If-Match", "\"*\""),
          new Condition(Outcome.FAILED, "If-Match", "\"x\", \"TAGG\""),
          new Condition(Outcome.WEAK, "If-Match", "W/\"TAG\""),
          new Condition(Outcome.WEAK, "If-Match", "\"x\"", "If-Match", "W/\"TAG\""),
          new Condition(Outcome.MET, "If-None-Match", "\"x\""),
          new Condition(Outcome.MET, "If-None-Match", "\"*\", W/\"x\""),
          new Condition(Outcome.KNOWN, "If-None-Match", "\"TAG\""),
          new Condition(Outcome.KNOWN, "If-None-Match", "W/\"TAG\""),
          new Condition(Outcome.KNOWN, "If-None-Match", "*"),
          new Condition(Outcome.KNOWN, "If-None-Match", "\"x\",\"TAG\""),
          new Condition(Outcome.KNOWN, "If-None-Match", "\"x\"", "If-None-Match", "\"TAG\""),
          new Condition(Outcome.KNOWN, "If-Match", "\"TAG\"", "If-None-Match", "\"TAG\""),
          new Condition(Outcome.FAILED, "If-Match", "\"x\"", "If-None-Match", "\"TAG\""),
          new Condition(Outcome.FAILED, "If-Match", "\"x\"", "If-None-Match", "\"y\""),
          new Condition(Outcome.MET, "If-Unmodified-Since", LONG_AGO),
          new Condition(Outcome.MET, "If-Modified-Since", IN_A_WHILE),
          new Condition(Outcome.MET, "If-Modified-Since", "junk", "If-Unmodified-Since", "junk"),
          new Condition(Outcome.MET, "If-Match", "\"TAG\"", "If-Unmodified-Since", LONG_AGO),
          new Condition(Outcome.KNOWN, "If-None-Match", "\"TAG\"", "If-Modified-Since", LONG_AGO));

  @TestFactory
  Stream<DynamicTest> a_product_is_read_and_changed_under_conditions() {
    return Stream.of("GET", "HEAD", "PUT", "DELETE", "POST")
        .flatMap(
            method ->
                CONDITIONS.stream()
                    .map(
                        condition ->
                            DynamicTest.dynamicTest(
                                method + " " + condition, () -> product(method, condition))));
  }

  private void product(String method, Condition condition) throws IOException {
    String path = "/api/v1/products/p-" + UUID.randomUUID();
    send("PUT", path, TEA);
    var before = send("GET", path, null);
    String target = method.equals("POST") ? path + "/stock" : path;
    String body =
        switch (method) {
          case "PUT" -> TEA.replace("Tea", "Green tea");
          case "POST" -> "{\"delta\":1}";
          default -> null;
        };
    var answer = send(method, target, body, condition.on(tag(before)));
    assertConforms(
        operation(method, target.replace(path, "/api/v1/products/{sku}")), answer, head(method));
    assertOutcome(condition.outcome(), method, before, answer);
    var after = send("GET", path, null);
    boolean changes = !isRead(method) && condition.outcome() == Outcome.MET;
    assertThat(after.body().equals(before.body())).as("%s\n%s", answer, after).isEqualTo(!changes);
  }

  private static void assertOutcome(Outcome outcome, String method, Answer before, Answer answer)
      throws IOException {
    int expected =
        switch (outcome) {
          case MET -> method.equals("DELETE") ? 204 : 200;
          case FAILED, WEAK -> 412;
          case KNOWN -> isRead(method) ? 304 : 412;
        };
    assertThat(answer.status()).as(answer.toString()).isEqualTo(expected);
    if (expected == 412 || isRead(method)) {
      assertThat(answer.header("ETag")).isEqualTo(before.header("ETag"));
    }
    if (outcome == Outcome.WEAK && !head(method)) {
      assertThat(JSON.readTree(answer.body()).path("detail").asString())
          .contains("weak")
          .contains("Send it without W/");
    }
  }

  @Test
  void preconditions_on_a_creation_are_refused() throws IOException {
    String path = "/api/v1/products/p-" + UUID.randomUUID();
    for (String tags : List.of("*", "\"x\"", "W/\"x\"")) {
      assertThat(send("PUT", path, TEA, "If-Match", tags).status()).as(tags).isEqualTo(412);
      for (String header : HEADERS) {
        assertThat(send("GET", path, null, header, tags).status()).as(tags).isEqualTo(404);
        assertThat(send("DELETE", path, null, header, tags).status()).as(tags).isEqualTo(204);
        assertThat(send("POST", path + "/stock", "{\"delta\":1}", header, tags).status())
            .as(tags)
            .isEqualTo(404);
      }
    }
    assertThat(send("PUT", path, TEA, "If-None-Match", "W/\"x\"").status()).isEqualTo(201);
    assertThat(send("PUT", path, TEA, "If-None-Match", "*").status()).isEqualTo(412);
    send("DELETE", path, null);
    assertThat(send("PUT", path, TEA, "If-None-Match", "*").status()).isEqualTo(201);
  }

  @TestFactory
  Stream<DynamicTest> an_order_is_read_under_conditions() throws IOException {
    String path = place("pm_card_declined");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> read(path).path("status").asString().equals("CANCELLED"));
    return Stream.of("", "/status", "/timeline")
        .flatMap(part -> Stream.of("GET", "HEAD").map(method -> List.of(method, part)))
        .flatMap(
            read ->
                CONDITIONS.stream()
                    .map(
                        condition ->
                            DynamicTest.dynamicTest(
                                read + " " + condition,
                                () -> order(read.getFirst(), path, read.getLast(), condition))));
  }

  private void order(String method, String path, String part, Condition condition)
      throws IOException {
    var before = send("GET", path + part, null);
    var answer = send(method, path + part, null, condition.on(tag(before)));
    assertConforms(operation(method, "/api/v1/orders/{id}" + part), answer, head(method));
    assertOutcome(condition.outcome(), method, before, answer);
  }

  @TestFactory
  Stream<DynamicTest> a_webhook_is_read_and_changed_under_conditions() {
    return Stream.of(
            "GET", "HEAD", "PUT", "DELETE", "POST /enable", "POST /disable", "POST /secret/rotate")
        .flatMap(
            request ->
                CONDITIONS.stream()
                    .map(
                        condition ->
                            DynamicTest.dynamicTest(
                                request + " " + condition,
                                () ->
                                    webhook(
                                        request.replaceAll(" .*", ""),
                                        request.replaceAll("^[A-Z]+ ?", ""),
                                        condition))));
  }

  private void webhook(String method, String part, Condition condition) throws IOException {
    String path = webhook();
    if (part.equals("/enable")) {
      send("POST", path + "/disable", null);
    }
    var before = send("GET", path, null);
    String body = method.equals("PUT") ? HOOK.replace("Shop", "Another shop") : null;
    var answer = send(method, path + part, body, condition.on(tag(before)));
    assertConforms(operation(method, "/api/v1/webhooks/{id}" + part), answer, head(method));
    assertOutcome(condition.outcome(), method, before, answer);
    var after = send("GET", path, null);
    boolean changes = !isRead(method) && condition.outcome() == Outcome.MET;
    assertThat(after.body().equals(before.body())).as("%s\n%s", answer, after).isEqualTo(!changes);
    assertThat(after.header("ETag").equals(before.header("ETag"))).isEqualTo(!changes);
    if (after.status() == 200) {
      send("DELETE", path, null);
    }
  }

  @Test
  void preconditions_change_nothing_about_a_webhook_that_does_not_exist() throws IOException {
    String path = webhook();
    send("DELETE", path, null);
    for (String header : HEADERS) {
      for (String tags : List.of("*", "\"x\"", "W/\"x\"")) {
        assertThat(send("GET", path, null, header, tags).status()).as(tags).isEqualTo(404);
        assertThat(send("PUT", path, HOOK, header, tags).status()).as(tags).isEqualTo(404);
        assertThat(send("DELETE", path, null, header, tags).status()).as(tags).isEqualTo(204);
        for (String part : List.of("/enable", "/disable", "/secret/rotate")) {
          assertThat(send("POST", path + part, null, header, tags).status())
              .as(part + tags)
              .isEqualTo(404);
        }
      }
    }
  }

  private String webhook() throws IOException {
    return send("POST", "/api/v1/webhooks", HOOK).header("Location").orElseThrow();
  }

  // --- equal tags mean equal bytes (of products: ProductTagsTest; of webhooks: WebhookApiTest)

  @Test
  void equal_tags_mean_equal_bytes_while_orders_live() throws IOException {
    var orders = List.of(place("pm_card_ok"), place("pm_card_declined"), place("pm_card_flaky"));
    var bodies = new HashMap<String, String>();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              boolean ended = true; // callbacks, and so deliveries, do not reach this port
              for (String order : orders) {
                for (String part : List.of("", "/status", "/timeline", "/timeline?limit=2")) {
                  assertSameBytes(order + part, bodies);
                }
                ended &= read(order).path("status").asString().matches("SHIPPED|CANCELLED");
              }
              return ended;
            });
    var paid = orders.getFirst();
    for (String value : List.of("yes", "no")) {
      send("PATCH", paid, "{\"labels\":{\"vip\":\"" + value + "\"}}");
      assertSameBytes(paid + "/timeline", bodies);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                assertSameBytes(paid, bodies);
                return read(paid).at("/labels/vip").asString("").equals(value);
              });
    }
    assertThat(bodies)
        .as("the last state of each order, and two labels")
        .hasSizeGreaterThanOrEqualTo(16);
  }

  private void assertSameBytes(String path, Map<String, String> bodies) throws IOException {
    var read = send("GET", path, null);
    String tag = read.header("ETag").orElseThrow();
    assertThat(bodies.computeIfAbsent(path + " " + tag, _ -> read.body()))
        .as(path + " " + tag)
        .isEqualTo(read.body());
  }

  @Test
  void an_order_is_cancelled_under_conditions() throws IOException {
    String path = place("pm_card_silent");
    for (String header : List.of("\"4711\"", "\"x\"", "\"01\"", "\"\"")) {
      var answer = send("POST", path + "/cancel", "{}", "If-Match", header);
      assertThat(answer.status()).as(header).isEqualTo(412);
      assertThat(answer.header("ETag")).isPresent();
    }
    String weak =
        String.join(", ", IntStream.range(0, 50).mapToObj(v -> "W/\"" + v + "\"").toList());
    var answer = send("POST", path + "/cancel", "{}", "If-Match", weak);
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.body()).contains("is a weak tag");
    assertThat(read(path).path("cancellation").isMissingNode()).isTrue();

    assertThat(
            send(
                    "POST",
                    path + "/cancel",
                    "{}",
                    "If-Match",
                    weak.replace("W/", ""),
                    "If-Match",
                    "\"x\"")
                .status())
        .isEqualTo(202);
    assertThat(send("POST", place("pm_card_silent") + "/cancel", "{}", "If-Match", "*").status())
        .isEqualTo(202);
  }

  @Test
  void an_order_is_labelled_under_conditions() throws IOException {
    String path = place("pm_card_declined");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> read(path).path("status").asString().equals("CANCELLED"));
    String patch = "{\"labels\":{\"vip\":\"yes\"}}";
    var before = send("GET", path, null);
    String tag = tag(before);
    for (String other : List.of("\"4711\"", "W/\"" + tag + "\"", "\"x\"")) {
      var answer = send("PATCH", path, patch, "If-Match", other);
      assertThat(answer.status()).as(other).isEqualTo(412);
      assertThat(answer.header("ETag")).isEqualTo(before.header("ETag"));
    }
    assertThat(send("PATCH", path, patch, "If-None-Match", "*").status()).isEqualTo(400);
    assertThat(read(path).path("labels").isEmpty()).isTrue();

    var done = send("PATCH", path, patch, "If-Match", "\"" + tag + "\"");
    assertThat(done.status()).as(done.toString()).isEqualTo(200);
    assertThat(tag(done)).isEqualTo(Long.toString(Long.parseLong(tag) + 1));
    var again = send("PATCH", path, patch, "If-Match", "\"" + tag + "\"");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(again.body()).isEqualTo(done.body());
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> read(path).at("/labels/vip").asString("").equals("yes"));
    assertThat(send("GET", path, null).header("ETag")).isEqualTo(done.header("ETag"));
  }

  private String place(String paymentMethod) throws IOException {
    String order =
        "{\"customerId\":\"carol\",\"items\":[{\"sku\":\"mouse\",\"quantity\":1}],"
            + "\"paymentMethod\":\""
            + paymentMethod
            + "\"}";
    var placed = send("POST", "/api/v1/orders", order);
    String path = placed.header("Location").orElseThrow();
    await().atMost(Duration.ofMinutes(2)).until(() -> send("GET", path, null).status() == 200);
    return path;
  }

  private JsonNode read(String path) throws IOException {
    return JSON.readTree(send("GET", path, null).body());
  }

  private static String tag(Answer answer) {
    return answer.header("ETag").orElseThrow().replace("\"", "");
  }

  private static boolean isRead(String method) {
    return method.equals("GET") || head(method);
  }

  private static boolean head(String method) {
    return method.equals("HEAD");
  }

  private static Operation operation(String method, String path) {
    String documented = (head(method) ? "GET" : method) + " " + path;
    return CONTRACT.operations().stream()
        .filter(operation -> operation.name().equals(documented))
        .findFirst()
        .orElseThrow();
  }

  private static void assertConforms(Operation operation, Answer answer, boolean head) {
    assertThat(new Conformity(CONTRACT).violations(operation.responses(), answer, head))
        .as(answer.toString())
        .isEmpty();
  }

  private Answer send(String method, String target, @Nullable String body, String... headers)
      throws IOException {
    var call = new Call(method, target);
    if (body != null) {
      boolean patch = method.equals("PATCH");
      call.header("Content-Type", patch ? "application/merge-patch+json" : "application/json");
      call.body = body.getBytes(UTF_8);
    }
    for (int at = 0; at < headers.length; at += 2) {
      call.header(headers[at], headers[at + 1]);
    }
    return exchange(call);
  }

  private Answer exchange(Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), call.isHead());
    }
  }
}
