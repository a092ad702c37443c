package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.request.OrderPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlaceOrderTest {

  private static final WriteSide SHOP = new WriteSide(TestDatabase.createUrl());
  private static final String ORDERS = "/api/v1/orders";

  private final String tea = "tea-" + UUID.randomUUID();
  private final String cup = "cup-" + UUID.randomUUID();
  private final String key = UUID.randomUUID().toString();

  @AfterAll
  static void close() {
    SHOP.close();
  }

  @BeforeEach
  void teaAndCups() {
    offer(tea, "Tea", "4.50", "EUR");
    offer(cup, "Cup", "12.00", "EUR");
  }

  @Test
  void an_order_is_answered_with_the_catalogs_names_and_prices() {
    var answer = SHOP.post(ORDERS, order(item(tea, 3), item(cup, 1)));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(ORDERS + "/" + answer.at("/orderId"));
    assertThat(answer.header("ETag")).isEqualTo("\"0\"");
    var position = new OrderPosition(OrderId.parse(answer.at("/orderId")), 0);
    assertThat(answer.header("Orderflow-Position")).isEqualTo(position.toString());
    assertThat(answer.header("Idempotent-Replayed")).isEmpty();
    assertThat(answer.text())
        .isEqualTo(
            """
            {"orderId":"%s","customerId":"alice","status":"CREATED","version":0,\
            "total":{"amount":"25.50","currency":"EUR"},"items":[\
            {"sku":"%s","name":"Tea","quantity":3,"unitPrice":{"amount":"4.50","currency":"EUR"},\
            "total":{"amount":"13.50","currency":"EUR"}},\
            {"sku":"%s","name":"Cup","quantity":1,"unitPrice":{"amount":"12.00","currency":"EUR"},\
            "total":{"amount":"12.00","currency":"EUR"}}],"paymentMethod":"pm_card_ok",\
            "number":"%s","labels":{}}\
            """
                .formatted(answer.at("/orderId"), tea, cup, answer.at("/number")));
  }

  @Test
  void an_order_without_a_key_is_a_new_one_each_time() {
    String body = order(item(tea, 1));

    assertThat(SHOP.post(ORDERS, body).at("/orderId"))
        .isNotEqualTo(SHOP.post(ORDERS, body).at("/orderId"));
  }

  @Test
  void a_repeated_request_is_answered_the_same_whatever_has_become_of_the_product() {
    var first = place(order(item(tea, 1)));
    offer(tea, "Tea, dearer", "9.00", "EUR");
    var second = place(order(item(tea, 1)));
    SHOP.delete("/api/v1/products/" + tea);
    var third = place(order(item(tea, 1)));

    assertThat(first.status()).isEqualTo(201);
    assertThat(List.of(second, third))
        .allSatisfy(
            again -> {
              assertThat(again.status()).isEqualTo(201);
              assertThat(again.text()).isEqualTo(first.text());
              assertThat(again.header("Location")).isEqualTo(first.header("Location"));
              assertThat(again.header("ETag")).isEqualTo("\"0\"");
              assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            });
  }

  @Test
  void a_key_used_for_another_request_is_refused() {
    place(order(item(tea, 1)));

    assertProblem(place(order(item(tea, 2))), 422, "IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void the_same_key_of_another_customer_is_another_key() {
    var alice = place(order(item(tea, 1)));
    var bob = place(order(item(tea, 1)).replace("alice", "bob"));

    assertThat(bob.status()).isEqualTo(201);
    assertThat(bob.at("/orderId")).isNotEqualTo(alice.at("/orderId"));
  }

  @Test
  void fifty_twins_at_once_place_one_order_and_all_but_one_are_told_that_it_was_there()
      throws Exception {
    var answers = atOnce(50, _ -> place(order(item(tea, 1))));

    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
    assertThat(answers.stream().map(WriteSide.Answer::text).distinct()).hasSize(1);
    assertThat(answers.stream().filter(a -> a.header("Idempotent-Replayed").isEmpty())).hasSize(1);
    assertThat(events(answers.getFirst().at("/orderId"))).isEqualTo(1);
  }

  @Test
  void concurrent_requests_with_one_key_create_one_order_and_other_bodies_are_refused()
      throws Exception {
    var answers = atOnce(50, n -> place(order(item(tea, 1 + n % 2))));

    assertThat(answers).extracting(WriteSide.Answer::status).containsOnly(201, 422);
    var won = answers.stream().filter(answer -> answer.status() == 201).toList();
    assertThat(won).hasSize(25);
    assertThat(won.stream().map(WriteSide.Answer::text).distinct()).hasSize(1);
    assertThat(won.stream().filter(a -> a.header("Idempotent-Replayed").isEmpty())).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .allSatisfy(answer -> assertProblem(answer, 422, "IDEMPOTENCY_KEY_REUSED"));
    assertThat(events(won.getFirst().at("/orderId"))).isEqualTo(1);
  }

  @Test
  void twins_get_the_same_answer_while_the_price_changes() throws Exception {
    String expecting = expecting("9.00");
    var answers =
        atOnce(
            20,
            n -> {
              if (n == 10) {
                offer(tea, "Tea", "5.00", "EUR");
              }
              return place(expecting);
            });

    var placed = answers.stream().filter(answer -> answer.status() == 201).toList();
    assertThat(placed.stream().map(WriteSide.Answer::text).distinct()).hasSizeLessThanOrEqualTo(1);
    assertThat(place(expecting).status()).isEqualTo(placed.isEmpty() ? 409 : 201);
  }

  private static List<WriteSide.Answer> atOnce(int clients, IntFunction<WriteSide.Answer> asks)
      throws Exception {
    var together = new CyclicBarrier(clients);
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var asked = new ArrayList<Future<WriteSide.Answer>>();
      for (int client = 0; client < clients; client++) {
        int number = client;
        asked.add(
            threads.submit(
                () -> {
                  together.await();
                  return asks.apply(number);
                }));
      }
      var answers = new ArrayList<WriteSide.Answer>();
      for (var each : asked) {
        answers.add(each.get());
      }
      return answers;
    }
  }

  @Test
  void of_contradicting_twins_one_wins_with_its_address_and_the_other_is_refused()
      throws Exception {
    for (int round = 0; round < 10; round++) {
      String roundKey = key + round;
      try (var threads = Executors.newFixedThreadPool(2)) {
        var ada = threads.submit(() -> post(withAddress(order(item(tea, 1)), "Ada"), roundKey));
        var bob = threads.submit(() -> post(withAddress(order(item(tea, 2)), "Bob"), roundKey));
        assertThat(List.of(ada.get().status(), bob.get().status()))
            .containsExactlyInAnyOrder(201, 422);
        boolean adaWon = ada.get().status() == 201;
        String id = (adaWon ? ada : bob).get().at("/orderId");
        assertThat(address(id).orElseThrow().recipient()).isEqualTo(adaWon ? "Ada" : "Bob");
      }
    }
  }

  @Test
  void a_malformed_key_is_refused_wherever_something_is_posted() {
    String id = SHOP.post(ORDERS, order(item(tea, 1))).at("/orderId");
    for (String path :
        List.of(ORDERS, ORDERS + "/" + id + "/cancel", "/api/v1/products/" + tea + "/stock")) {
      var long256 = SHOP.post(path, "{}", "Idempotency-Key", "k".repeat(256));
      assertProblem(long256, 400, "MALFORMED_REQUEST");
      var two = SHOP.post(path, "{}", "Idempotency-Key", "a", "Idempotency-Key", "b");
      assertProblem(two, 400, "MALFORMED_REQUEST");
    }
    assertThat(events(id)).isEqualTo(1);
  }

  @Test
  void products_the_catalog_does_not_have_are_all_named() {
    var answer = SHOP.post(ORDERS, order(item("nope-1", 1), item(tea, 1), item("nope-2", 1)));

    assertProblem(answer, 422, "UNKNOWN_SKU");
    assertThat(pointers(answer)).containsExactly("/items/0/sku", "/items/2/sku");
  }

  @Test
  void everything_wrong_with_a_request_is_told_at_once() {
    var answer = SHOP.post(ORDERS, "{\"items\":[{\"sku\":\"" + tea + "\",\"quantity\":0}]}");

    assertProblem(answer, 422, "INVALID_REQUEST");
    assertThat(pointers(answer))
        .containsExactlyInAnyOrder("/customerId", "/paymentMethod", "/items/0/quantity");
  }

  @Test
  void unknown_fields_and_broken_json_are_malformed() {
    String misspelt = order(item(tea, 1)).replace("paymentMethod", "paymentMethdo");

    assertProblem(SHOP.post(ORDERS, misspelt), 400, "MALFORMED_REQUEST");
    assertProblem(SHOP.post(ORDERS, "{\"customerId\":"), 400, "MALFORMED_REQUEST");
  }

  @Test
  void a_price_that_no_longer_holds_is_refused_with_the_current_one() {
    String expecting =
        item(tea, 2).replace("}", ",\"unitPrice\":{\"amount\":\"4.00\",\"currency\":\"EUR\"}}");
    var answer = SHOP.post(ORDERS, order(item(cup, 1), expecting));

    assertProblem(answer, 409, "PRICE_CHANGED");
    assertThat(pointers(answer)).containsExactly("/items/1/unitPrice");
    assertThat(answer.at("/items/1/unitPrice/amount")).isEqualTo("4.50");
    assertThat(answer.at("/total/amount")).isEqualTo("21.00");
  }

  @Test
  void an_expected_total_is_held_or_refused() {
    assertThat(SHOP.post(ORDERS, expecting("9.00")).status()).isEqualTo(201);
    assertThat(SHOP.post(ORDERS, expecting("9")).status()).isEqualTo(201);
    var answer = SHOP.post(ORDERS, expecting("8.99"));
    assertProblem(answer, 409, "PRICE_CHANGED");
    assertThat(pointers(answer)).containsExactly("/expectedTotal");
  }

  @Test
  void an_order_is_in_one_currency() {
    offer(cup, "Cup", "13.00", "USD");
    var answer = SHOP.post(ORDERS, order(item(tea, 1), item(cup, 1)));

    assertProblem(answer, 422, "INVALID_REQUEST");
    assertThat(pointers(answer)).containsExactly("/items/1/sku");
  }

  @Test
  void a_total_beyond_all_measure_is_refused() {
    offer(tea, "Golden tea", "9999999999999.99", "EUR");

    assertProblem(SHOP.post(ORDERS, order(item(tea, 2))), 422, "INVALID_REQUEST");
  }

  @Test
  void the_shipping_address_is_there_for_shipping_and_not_in_the_events() {
    String id = place(withAddress(order(item(tea, 1)), "Ada Lane")).at("/orderId");

    assertThat(address(id).orElseThrow().recipient()).isEqualTo("Ada Lane");
    var stored = SHOP.bean(EventStore.class).readEvents(id).next().getPayload();
    assertThat(stored.toString()).doesNotContain("Ada Lane");
    assertThat(address(SHOP.post(ORDERS, order(item(tea, 1))).at("/orderId"))).isEmpty();
    assertThat(address(UUID.randomUUID().toString())).isEmpty();
  }

  @Test
  void a_reused_key_cannot_redirect_the_parcel() {
    String id = place(withAddress(order(item(tea, 1)), "Ada Lane")).at("/orderId");
    assertProblem(
        place(withAddress(order(item(tea, 1)), "Mallory")), 422, "IDEMPOTENCY_KEY_REUSED");

    assertThat(address(id).orElseThrow().recipient()).isEqualTo("Ada Lane");
  }

  @Test
  void an_order_can_be_cancelled_and_cancelled_again() {
    String id = place(order(item(tea, 1))).at("/orderId");

    var first = SHOP.post(ORDERS + "/" + id + "/cancel", "{\"reason\":\"changed my mind\"}");
    var second = SHOP.post(ORDERS + "/" + id + "/cancel", "");
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.text())
        .isEqualTo("{\"orderId\":\"%s\",\"status\":\"CANCELLING\",\"version\":1}".formatted(id));
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.text()).isEqualTo(first.text());
  }

  @Test
  void a_repetition_is_told_that_the_order_is_cancelled_by_now() {
    String id = place(order(item(tea, 1))).at("/orderId");
    cancel(id);
    var order = OrderId.parse(id);
    for (var report :
        List.of(
            new OrderCommand.RecordStockReleased(order),
            new OrderCommand.CompleteCancellation(order))) {
      SHOP.bean(CommandGateway.class).sendAndWait(report);
    }

    for (var answer : List.of(cancel(id), cancel(id, "If-Match", "\"0\""))) {
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
      assertThat(answer.text())
          .isEqualTo("{\"orderId\":\"%s\",\"status\":\"CANCELLED\",\"version\":3}".formatted(id));
    }
  }

  @Test
  void a_repeated_cancellation_is_told_that_it_was_done_whatever_version_it_names() {
    String id = place(order(item(tea, 1))).at("/orderId");

    var first = cancel(id, "If-Match", "\"0\"", "Idempotency-Key", "c-1");
    var second = cancel(id, "If-Match", "\"0\"", "Idempotency-Key", "c-1");
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(events(id)).isEqualTo(2);
  }

  @Test
  void of_many_who_cancel_at_once_all_but_one_are_told_that_it_was_done() throws Exception {
    String id = place(order(item(tea, 1))).at("/orderId");

    var answers = atOnce(20, _ -> cancel(id, "If-Match", "\"0\""));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
    assertThat(answers.stream().map(WriteSide.Answer::text).distinct()).hasSize(1);
    assertThat(answers.stream().filter(a -> a.header("Idempotent-Replayed").isEmpty())).hasSize(1);
    assertThat(events(id)).isEqualTo(2);
  }

  @Test
  void a_cancellation_only_holds_for_the_versions_it_names() {
    String id = place(order(item(tea, 1))).at("/orderId");

    for (String other : List.of("\"1\"", "W/\"0\"", "\"x\", \"7\"", "\"00\"", "\"\"")) {
      var answer = cancel(id, "If-Match", other);
      assertProblem(answer, 412, "PRECONDITION_FAILED");
      assertThat(answer.header("ETag")).isEqualTo("\"0\"");
      assertThat(answer.json().at("/version").asLong()).isZero();
      assertThat(answer.json().at("/allowedActions").values()).hasSize(1);
    }
    assertThat(events(id)).isEqualTo(1);
    assertThat(cancel(id, "If-Match", "\"5\" ,, W/\"9\"", "If-Match", "\"0\"").status())
        .isEqualTo(202);
  }

  @Test
  void any_version_will_do_for_a_star_and_what_is_no_tag_is_malformed() {
    String id = place(order(item(tea, 1))).at("/orderId");

    for (String malformed : List.of("0", "\"0", "*, \"0\"", ",", "\"0\" \"1\"", "w/\"0\"")) {
      assertProblem(cancel(id, "If-Match", malformed), 400, "MALFORMED_REQUEST");
    }
    assertThat(cancel(id, "If-Match", "*").status()).isEqualTo(202);
    String unknown = UUID.randomUUID().toString();
    assertProblem(cancel(unknown, "If-Match", "\"0\""), 404, "ORDER_NOT_FOUND");
  }

  private static WriteSide.Answer cancel(String id, String... headers) {
    return SHOP.post(ORDERS + "/" + id + "/cancel", "", headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " alice",
        "alice\\u00a0",
        "a\\u200blice",
        "a\\u202elice",
        "a\\u0000",
        "\\ufdd0",
        "\\u3164",
        "\\ue000"
      })
  void text_is_taken_as_it_is_or_refused_but_never_mended(String wrong) {
    var answer = SHOP.post(ORDERS, order(item(tea, 1)).replace("alice", wrong));

    assertProblem(answer, 422, "INVALID_REQUEST");
    assertThat(pointers(answer)).containsExactly("/customerId");
  }

  @Test
  void half_a_character_is_refused_and_what_people_write_with_joiners_is_taken() {
    String half = order(item(tea, 1)).replace("alice", "\\ud800");
    assertProblem(SHOP.post(ORDERS, half), 422, "INVALID_REQUEST");

    String persian = "\\u0645\\u06cc\\u200c\\u062e \\ud83d\\ude80";
    assertThat(place(withAddress(order(item(tea, 1)), persian.replace("\\", "\\\\"))).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+9.00", "09.00", "9E0", "9.", ".9", "-9.00", "\\u0669.00", "9,00", " 9.00"})
  void an_amount_has_one_spelling(String amount) {
    var answer = SHOP.post(ORDERS, expecting(amount));

    assertProblem(answer, 422, "INVALID_REQUEST");
    assertThat(pointers(answer)).containsExactly("/expectedTotal");
  }

  @Test
  void an_amount_has_the_decimals_of_its_currency() {
    var yen = SHOP.put("/api/v1/products/" + tea, product("Tea", "450.5", "JPY"));
    assertProblem(yen, 422, "INVALID_REQUEST");
    assertThat(pointers(yen)).containsExactly("/unitPrice");
    assertThat(SHOP.put("/api/v1/products/" + tea, product("Tea", "450", "JPY")).status())
        .isEqualTo(200);
  }

  @Test
  void an_id_in_a_path_is_read_in_either_case_and_in_no_other_spelling() {
    String id = place(order(item(tea, 1))).at("/orderId");

    assertThat(cancel(id.toUpperCase(Locale.ROOT)).at("/orderId")).isEqualTo(id);
    assertProblem(cancel("0" + id.substring(0, 7) + id.substring(8)), 404, "ORDER_NOT_FOUND");
    assertProblem(cancel("1-2-3-4-5"), 404, "ORDER_NOT_FOUND");
  }

  @Test
  void what_does_not_exist_cannot_be_cancelled() {
    String unknown = UUID.randomUUID().toString();

    assertProblem(SHOP.post(ORDERS + "/" + unknown + "/cancel", "{}"), 404, "ORDER_NOT_FOUND");
    assertProblem(SHOP.post(ORDERS + "/no-uuid/cancel", "{}"), 404, "ORDER_NOT_FOUND");
  }

  @Test
  void a_command_for_an_order_that_does_not_exist_is_answered_with_a_refusal() {
    var order = new OrderId(UUID.randomUUID());

    OrderOutcome outcome =
        SHOP.bean(CommandGateway.class).sendAndWait(new CancelOrder(order, Actor.SYSTEM, null));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            OrderOutcome.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(OrderOutcome.Code.ORDER_NOT_FOUND));
  }

  @Test
  void a_reason_has_at_most_500_characters() {
    String id = place(order(item(tea, 1))).at("/orderId");
    String reason = "{\"reason\":\"" + "x".repeat(501) + "\"}";

    assertProblem(SHOP.post(ORDERS + "/" + id + "/cancel", reason), 422, "INVALID_REQUEST");
  }

  private static Optional<ShippingAddress> address(String id) {
    return SHOP.bean(QueryGateway.class)
        .query(
            new FindShippingAddress(OrderId.parse(id)),
            ResponseTypes.optionalInstanceOf(ShippingAddress.class))
        .join();
  }

  private static long events(String id) {
    return SHOP.bean(EventStore.class).readEvents(id).asStream().count();
  }

  private static void assertProblem(WriteSide.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.at("/code")).isEqualTo(code);
  }

  private static List<String> pointers(WriteSide.Answer answer) {
    return answer.json().at("/errors").findValuesAsString("pointer");
  }

  private WriteSide.Answer place(String body) {
    return post(body, key);
  }

  private static WriteSide.Answer post(String body, String key) {
    return SHOP.post(ORDERS, body, "Idempotency-Key", key);
  }

  private String expecting(String total) {
    String expected = ",\"expectedTotal\":{\"amount\":\"" + total + "\",\"currency\":\"EUR\"}}";
    return order(item(tea, 2)).replaceAll("}$", expected);
  }

  private static String withAddress(String order, String recipient) {
    return order.replaceAll(
        "}$",
        """
        ,"shippingAddress":{"recipient":"%s","street":"Elm St 1","postalCode":"10115",\
        "city":"Berlin","country":"DE"}}
        """
            .formatted(recipient)
            .strip());
  }

  private static String order(String... items) {
    return "{\"customerId\":\"alice\",\"items\":[%s],\"paymentMethod\":\"pm_card_ok\"}"
        .formatted(String.join(",", items));
  }

  private static String item(String sku, int quantity) {
    return "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity);
  }

  private static void offer(String sku, String name, String amount, String currency) {
    assertThat(SHOP.put("/api/v1/products/" + sku, product(name, amount, currency)).status())
        .isBetween(200, 201);
  }

  private static String product(String name, String amount, String currency) {
    return "{\"name\":\"%s\",\"unitPrice\":{\"amount\":\"%s\",\"currency\":\"%s\"},\"stock\":100}"
        .formatted(name, amount, currency);
  }
}
