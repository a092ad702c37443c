package io.orderflow.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.process.CallbackOutcome;
import io.orderflow.api.process.ProcessCommand;
import io.orderflow.api.process.ProcessCommand.DismissCallback;
import io.orderflow.api.process.ProcessCommand.MatchCallback;
import io.orderflow.api.process.ProcessQuery.FindUnmatchedCallbacks;
import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.engine.TestDatabase;
import io.orderflow.inbox.Inbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators see and do about callbacks that match no order. */
@DirtiesContext
@SpringBootTest(
    classes = CallbackApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnmatchedCallbackTest {

  private static final String SECRET = "the-secret-that-partners-sign-with-today";
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired JdbcTemplate jdbc;
  @Autowired RecordingOrders orders;
  @Autowired Inbox inbox;
  @Autowired MeterRegistry meters;
  @Autowired QueryGateway queries;
  @Autowired CommandGateway commands;
  @LocalServerPort int port;

  private final OrderId order = new OrderId(UUID.randomUUID());
  private final OrderId other = new OrderId(UUID.randomUUID());
  private PartnerCalls payments;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    var url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
    properties.add("orderflow.callbacks.secrets", () -> SECRET);
    properties.add("orderflow.callbacks.longest-pause", () -> "20ms");
    properties.add("orderflow.callbacks.poll-interval", () -> "50ms");
  }

  @BeforeEach
  void start_with_none() {
    payments = new PartnerCalls(port, "payments");
    jdbc.update("delete from fulfillment.inbox");
  }

  @Test
  void a_page_shows_what_the_partner_said_and_nothing_beyond_the_contract() {
    var body = charged("ev/1?" + order, order, order);
    orders.doNotFind(order);
    payments.call(body.replaceFirst("\\{", "{\"cardNumber\":\"4111\","), SECRET);
    var shown = awaitUnmatched(1).getFirst();

    assertThat(shown.path("partner").asString()).isEqualTo("PAYMENT");
    assertThat(shown.path("eventId").asString()).isEqualTo("ev/1?" + order);
    assertThat(shown.path("reason").asString()).isEqualTo("ORDER_NOT_FOUND");
    assertThat(shown.path("detail").asString()).contains("no such order");
    assertThat(shown.path("attempts").asInt()).isEqualTo(5);
    assertThat(shown.path("receivedAt").asString()).isNotBlank();
    var said = shown.path("said");
    assertThat(said.path("type").asString()).isEqualTo("CHARGED");
    assertThat(said.path("orderId").asString()).isEqualTo(order.toString());
    assertThat(said.path("key").asString()).isEqualTo("order:" + order + ":PAYMENT:1");
    assertThat(said.path("chargeId").asString()).isEqualTo("ch_1");
    assertThat(said.path("amount").path("amount").asString()).isEqualTo("12.00");
    assertThat(said.toString()).doesNotContain("4111");
    assertThat(get("/" + id(shown)).body()).isEqualTo(shown);
  }

  @Test
  void pages_show_each_once_the_oldest_first_and_can_be_filtered() {
    IntStream.range(0, 7).forEach(i -> rejected("PAYMENT", "ev-" + i, "OTHER", i / 3));
    rejected("SHIPPING", "sh-1", "KEY_NEVER_USED", 9);

    var seen = new ArrayList<String>();
    var page = get("?limit=3");
    while (true) {
      page.body().path("items").forEach(item -> seen.add(item.path("eventId").asString()));
      var next = page.next();
      assertThat(page.body().has("nextCursor")).isEqualTo(next != null);
      if (next == null) {
        break;
      }
      page = get(next);
    }
    assertThat(seen)
        .containsExactly("ev-0", "ev-1", "ev-2", "ev-3", "ev-4", "ev-5", "ev-6", "sh-1");
    assertThat(page.body().path("total").asInt()).isEqualTo(8);
    assertThat(get("?partner=SHIPPING").body().path("items").findValuesAsString("eventId"))
        .containsExactly("sh-1");
    assertThat(get("?reason=KEY_NEVER_USED&partner=PAYMENT").body().path("items")).isEmpty();
    var filtered = get("?partner=PAYMENT&reason=OTHER&limit=6");
    assertThat(get(filtered.next()).body().path("items").findValuesAsString("eventId"))
        .containsExactly("ev-6");
  }

  @Test
  void parameters_that_mean_nothing_are_refused() {
    for (var query : List.of("?limit=0", "?limit=201", "?partner=STOCK", "?reason=why")) {
      assertThat(get(query).status()).as(query).isEqualTo(422);
    }
    for (var cursor :
        List.of(
            "!",
            "YQ",
            "MSBQQVlNRU5UIAA",
            "OTk5OTk5OTk5OTk5OTk5OTk5OTk5IFBBWU1FTlQgYQ",
            "LTEgUEFZTUVOVCBh")) {
      assertThat(get("?cursor=" + cursor).status()).as(cursor).isEqualTo(400);
    }
    for (var id : List.of("payment", "payment:!", "stock:YQ", "payment:YQ==", "payment:bm9uZQ")) {
      assertThat(get("/" + id).status()).as(id).isEqualTo(404);
    }
  }

  @Test
  void a_callback_is_told_to_the_order_whose_key_it_has() {
    payments.call(charged("ev-" + order, other, order), SECRET); // names another than its key does
    var shown = awaitUnmatched(1).getFirst();
    assertThat(shown.path("reason").asString()).isEqualTo("KEY_OF_ANOTHER_ORDER");

    var matched = post(shown, "match", order, "the key says so");

    assertThat(matched.status()).isEqualTo(200);
    assertThat(matched.body().path("settlement").path("orderId").asString())
        .isEqualTo(order.toString());
    assertThat(matched.body().path("settlement").path("note").asString())
        .isEqualTo("the key says so");
    assertThat(orders.told(order))
        .containsExactly(
            new RecordPaymentCaptured(
                order,
                RequestKey.ofStep(order, Step.PAYMENT, 1),
                new ChargeId("ch_1"),
                Money.of("12.00", "EUR")));
    assertThat(orders.told(other)).isEmpty();
    assertThat(get("").body().path("total").asInt()).isZero();

    var again = post(shown, "match", order, "once more");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(matched.body());
    assertThat(orders.told(order)).hasSize(1);
    assertThat(code(post(shown, "match", other, "no, this"))).isEqualTo("CALLBACK_SETTLED");
    assertThat(code(dismiss(shown, "or not"))).isEqualTo("CALLBACK_SETTLED");
  }

  @Test
  void the_console_lists_and_settles_them_over_the_buses() {
    payments.call(charged("ev-1", other, order), SECRET);
    payments.call(charged("ev-2", other, order), SECRET);
    awaitUnmatched(2);
    var listed =
        queries
            .query(new FindUnmatchedCallbacks(null), UnmatchedCallbackList.class)
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    assertThat(listed.total()).isEqualTo(2);
    var first = listed.items().getFirst();
    assertThat(first.said()).containsEntry("type", "CHARGED").containsEntry("amount", "12.00 EUR");
    assertThat(settled(new MatchCallback(first.id(), new OrderId(UUID.randomUUID()), "a guess")))
        .isEqualTo(CallbackOutcome.Kind.REFUSED);
    assertThat(settled(new MatchCallback(first.id(), order, "the key says so")))
        .isEqualTo(CallbackOutcome.Kind.SETTLED);
    var second = listed.items().getLast();
    assertThat(settled(new DismissCallback(second.id(), "a test of theirs")))
        .isEqualTo(CallbackOutcome.Kind.SETTLED);
    assertThat(settled(new MatchCallback(second.id(), order, "after all")))
        .isEqualTo(CallbackOutcome.Kind.SETTLED_OTHERWISE);
    assertThat(settled(new DismissCallback("payment:bm9uZQ", "none")))
        .isEqualTo(CallbackOutcome.Kind.NOT_THERE);
    assertThat(awaitUnmatched(0)).isEmpty();
  }

  private CallbackOutcome.Kind settled(ProcessCommand command) {
    CallbackOutcome outcome = commands.sendAndWait(command, 10, TimeUnit.SECONDS);
    return outcome.kind();
  }

  @Test
  void an_order_that_does_not_know_the_key_is_not_told() {
    payments.call(charged("ev-" + order, other, order), SECRET);
    var shown = awaitUnmatched(1).getFirst();
    var stranger = new OrderId(UUID.randomUUID());

    var refused = post(shown, "match", stranger, "a guess");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(code(refused)).isEqualTo("CALLBACK_REFUSED");
    assertThat(refused.body().path("detail").asString())
        .contains("its key belongs to another order");
    assertThat(orders.told(stranger)).isEmpty();
    assertThat(get("").body().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void what_the_order_refuses_goes_on_waiting() {
    orders.doNotFind(order);
    payments.call(charged("ev-" + order, order, order), SECRET);
    var shown = awaitUnmatched(1).getFirst();

    var refused = post(shown, "match", order, "it exists, I think");

    assertThat(code(refused)).isEqualTo("CALLBACK_REFUSED");
    assertThat(refused.body().path("detail").asString()).contains("ORDER_NOT_FOUND");
    assertThat(awaitUnmatched(1)).containsExactly(shown);
  }

  @Test
  void while_the_outcome_is_unknown_a_match_may_be_repeated() {
    payments.call(charged("ev-" + order, other, order), SECRET);
    var shown = awaitUnmatched(1).getFirst();
    orders.failFirst(order, 1);

    assertThat(code(post(shown, "match", order, "first"))).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(post(shown, "match", order, "second").status()).isEqualTo(200);
    assertThat(orders.told(order)).hasSize(1);
  }

  @Test
  void a_dismissed_callback_is_kept_with_its_note_and_counted_no_more() {
    rejected("PAYMENT", "ev-1", "OTHER", 1);
    assertThat(gauge()).isEqualTo(1);
    var shown = awaitUnmatched(1).getFirst();

    assertThat(dismiss(shown, "settled by phone").status()).isEqualTo(200);

    assertThat(get("").body().path("total").asInt()).isZero();
    assertThat(get("").body().path("items")).isEmpty();
    assertThat(gauge()).isZero();
    var kept = get("/" + id(shown)).body();
    assertThat(kept.path("settlement").path("note").asString()).isEqualTo("settled by phone");
    assertThat(kept.path("settlement").has("orderId")).isFalse();
    assertThat(dismiss(shown, "again").body()).isEqualTo(kept);
    assertThat(code(post(shown, "match", order, "after all"))).isEqualTo("CALLBACK_SETTLED");
    assertThat(inbox.forget(Instant.now().plusSeconds(60), 10)).isEqualTo(1);
    assertThat(get("/" + id(shown)).status()).isEqualTo(404);
  }

  @Test
  void a_settlement_needs_a_note_and_a_match_an_order() {
    rejected("PAYMENT", "ev-1", "OTHER", 1);
    var shown = awaitUnmatched(1).getFirst();

    assertThat(post(id(shown), "match", "{\"orderId\":\"x\"}").body().path("errors"))
        .extracting(error -> error.path("pointer").asString())
        .containsExactlyInAnyOrder("/orderId", "/note");
    assertThat(dismiss(shown, " ").status()).isEqualTo(422);
    assertThat(code(post("payment:bm9uZQ", "dismissal", "{\"note\":\"x\"}")))
        .isEqualTo("CALLBACK_NOT_FOUND");
  }

  // --- words

  private double gauge() {
    return meters
        .get("orderflow.callbacks.waiting")
        .tags("partner", "PAYMENT", "reason", "OTHER")
        .gauge()
        .value();
  }

  private List<JsonNode> awaitUnmatched(int number) {
    await().untilAsserted(() -> assertThat(get("").body().path("items")).hasSize(number));
    return get("").body().path("items").valueStream().toList();
  }

  private Response post(JsonNode shown, String action, OrderId to, String note) {
    return post(id(shown), action, "{\"orderId\":\"%s\",\"note\":\"%s\"}".formatted(to, note));
  }

  private Response dismiss(JsonNode shown, String note) {
    return post(id(shown), "dismissal", "{\"note\":\"%s\"}".formatted(note));
  }

  private Response post(String id, String action, String body) {
    return send(
        HttpRequest.newBuilder(uri("/" + id + "/" + action))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Response get(@Nullable String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private URI uri(@Nullable String path) {
    return URI.create("http://127.0.0.1:" + port + "/api/v1/admin/unmatched-callbacks" + path);
  }

  private static Response send(HttpRequest.Builder request) {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var link = answer.headers().firstValue("Link").orElse(null);
      return new Response(
          answer.statusCode(),
          JSON.readTree(answer.body()),
          link == null ? null : link.substring(link.indexOf('?'), link.indexOf('>')));
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static String id(JsonNode shown) {
    return shown.path("id").asString();
  }

  private static String code(Response answer) {
    return answer.body().path("code").asString();
  }

  private void rejected(String partner, String eventId, String reason, int second) {
    jdbc.update(
        """
        insert into fulfillment.inbox
          (partner, event_id, body, received_at, due_at, state, unmatched, reason, settled_at)
        values (?, ?, ?, now(), now(), 'REJECTED', ?, 'planted', to_timestamp(1000000 + ?))""",
        partner,
        eventId,
        charged(eventId, order, order),
        reason,
        second);
  }

  private static String charged(String eventId, OrderId names, OrderId keyOf) {
    return """
        {"eventId":"%s","type":"CHARGED","orderId":"%s","key":"order:%s:PAYMENT:1",\
        "chargeId":"ch_1","amount":{"amount":"12.00","currency":"EUR"}}"""
        .formatted(eventId, names, keyOf);
  }

  /**
   * @param next the query of the next page
   */
  private record Response(int status, JsonNode body, @Nullable String next) {}
}
