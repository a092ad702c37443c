package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Quantity;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordProcessingCompleted;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordStockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProductsTest {

  private static final WriteSide SHOP = new WriteSide(TestDatabase.createUrl(), "demo");

  private static final String TEA =
      """
      {"name":"Tea","description":"Green","unitPrice":{"amount":"4.50","currency":"EUR"},"stock":5}
      """;

  @AfterAll
  static void close() {
    SHOP.close();
  }

  @Test
  void a_product_can_be_added_read_changed_and_deleted() {
    assertThat(SHOP.put("/api/v1/products/tea", TEA).status()).isEqualTo(201);
    assertThat(SHOP.get("/api/v1/products/tea").text())
        .isEqualTo(
            """
            {"sku":"tea","name":"Tea","description":"Green",\
            "unitPrice":{"amount":"4.50","currency":"EUR"},"stock":5,"reserved":0}\
            """);

    assertThat(SHOP.put("/api/v1/products/tea", TEA.replace("4.50", "5.00")).status())
        .isEqualTo(200);
    assertThat(SHOP.get("/api/v1/products/tea").at("/unitPrice/amount")).isEqualTo("5.00");

    assertThat(SHOP.delete("/api/v1/products/tea").status()).isEqualTo(204);
    assertThat(SHOP.delete("/api/v1/products/tea").status()).isEqualTo(204);
    assertThat(SHOP.get("/api/v1/products/tea").status()).isEqualTo(404);
  }

  @Test
  void a_new_price_without_a_stock_leaves_the_stock_alone() {
    SHOP.put("/api/v1/products/kept", TEA);
    SHOP.put("/api/v1/products/kept", TEA.replace(",\"stock\":5", ""));

    assertThat(SHOP.get("/api/v1/products/kept").json().at("/stock").asInt()).isEqualTo(5);
  }

  @Test
  void stock_can_be_added_and_taken_but_never_below_nothing() {
    SHOP.put("/api/v1/products/counted", TEA);

    assertThat(stock("counted", "{\"delta\":3}").json().at("/stock").asInt()).isEqualTo(8);
    assertThat(stock("counted", "{\"delta\":-8}").json().at("/stock").asInt()).isZero();
    assertThat(stock("counted", "{\"delta\":-1}").status()).isEqualTo(409);
    assertThat(stock("nowhere", "{\"delta\":1}").status()).isEqualTo(404);
    assertThat(stock("counted", "{}").status()).isEqualTo(422);
  }

  /** What orders give back is never refused, and may take the stock beyond what can be set. */
  @Test
  void a_stock_beyond_its_range_can_be_brought_back_but_not_further_out() {
    String path = "/api/v1/products/full";
    String full = TEA.replace("\"stock\":5", "\"stock\":1000000000");
    SHOP.put(path, full);
    var order = new OrderId(UUID.randomUUID());
    var line = new StockCommand.Line(new Sku("full"), new Quantity(6));
    SHOP.bean(CommandGateway.class)
        .sendAndWait(new StockCommand.ReserveStock(order, List.of(line)));
    SHOP.put(path, full);
    SHOP.bean(CommandGateway.class).sendAndWait(new StockCommand.ReleaseStock(order));
    assertThat(SHOP.get(path).json().at("/stock").asInt()).isEqualTo(1_000_000_006);

    assertProblem(stock("full", "{\"delta\":1}"), 409, "CONFLICT");
    assertThat(stock("full", "{\"delta\":-1}").json().at("/stock").asInt())
        .isEqualTo(1_000_000_005);
    assertThat(stock("full", "{\"delta\":0}").status()).isEqualTo(200);
    assertThat(stock("full", "{\"delta\":-6}").json().at("/stock").asInt()).isEqualTo(999_999_999);
    assertProblem(stock("full", "{\"delta\":2}"), 409, "CONFLICT");
  }

  @Test
  void a_change_of_stock_sent_twice_under_one_key_is_made_once() {
    SHOP.put("/api/v1/products/repeated", TEA);
    String key = UUID.randomUUID().toString();

    var first = stock("repeated", "{\"delta\":3}", "Idempotency-Key", key);
    SHOP.put("/api/v1/products/repeated", TEA.replace("\"stock\":5", "\"stock\":50"));
    var second = stock("repeated", "{\"delta\":3.0}", "Idempotency-Key", key);
    assertThat(first.json().at("/stock").asInt()).isEqualTo(8);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(SHOP.get("/api/v1/products/repeated").json().at("/stock").asInt()).isEqualTo(50);

    assertProblem(
        stock("repeated", "{\"delta\":4}", "Idempotency-Key", key), 422, "IDEMPOTENCY_KEY_REUSED");
    SHOP.put("/api/v1/products/another", TEA);
    assertProblem(
        stock("another", "{\"delta\":3}", "Idempotency-Key", key), 422, "IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void a_change_that_was_refused_may_be_made_later_under_its_key() {
    SHOP.put("/api/v1/products/short", TEA);
    String key = UUID.randomUUID().toString();

    assertProblem(stock("short", "{\"delta\":-6}", "Idempotency-Key", key), 409, "CONFLICT");
    stock("short", "{\"delta\":1}");
    assertThat(stock("short", "{\"delta\":-6}", "Idempotency-Key", key).json().at("/stock").asInt())
        .isZero();
  }

  @Test
  void fifty_twins_change_the_stock_once_and_get_one_answer() throws Exception {
    SHOP.put("/api/v1/products/twins", TEA);
    String key = UUID.randomUUID().toString();
    var answers = new ArrayList<WriteSide.Answer>();
    try (var threads = Executors.newFixedThreadPool(50)) {
      Callable<WriteSide.Answer> twin = () -> admitted("twins", "{\"delta\":1}", key);
      for (var each : threads.invokeAll(Collections.nCopies(50, twin))) {
        answers.add(each.get());
      }
    }

    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(answers.stream().map(WriteSide.Answer::text).distinct()).hasSize(1);
    assertThat(answers.stream().filter(a -> a.header("Idempotent-Replayed").isEmpty())).hasSize(1);
    assertThat(SHOP.get("/api/v1/products/twins").json().at("/stock").asInt()).isEqualTo(6);
  }

  @Test
  void a_product_is_only_replaced_in_the_version_that_was_read() {
    String path = "/api/v1/products/tagged";
    String added = SHOP.put(path, TEA, "If-None-Match", "*").header("ETag");
    assertThat(SHOP.get(path).header("ETag")).isEqualTo(added);
    assertThat(SHOP.get(path, "If-None-Match", added).status()).isEqualTo(304);
    assertProblem(SHOP.put(path, TEA, "If-None-Match", "*"), 412, "PRECONDITION_FAILED");

    String sold = stock("tagged", "{\"delta\":-1}").header("ETag");
    var stale = SHOP.put(path, TEA, "If-Match", added);
    assertProblem(stale, 412, "PRECONDITION_FAILED");
    assertThat(stale.header("ETag")).isEqualTo(SHOP.get(path).header("ETag")).isNotEqualTo(sold);
    assertProblem(SHOP.delete(path, "If-Match", added), 412, "PRECONDITION_FAILED");
    assertThat(SHOP.put(path, TEA, "If-Match", stale.header("ETag")).status()).isEqualTo(200);
    assertProblem(
        SHOP.put("/api/v1/products/absent", TEA, "If-Match", "*"), 412, "PRECONDITION_FAILED");
    assertProblem(
        SHOP.put("/api/v1/products/absent", TEA, "If-Match", "*, \"1\""), 400, "MALFORMED_REQUEST");
    assertProblem(
        SHOP.put("/api/v1/products/absent", TEA, "If-Match", "\"0\""), 412, "PRECONDITION_FAILED");
  }

  @Test
  void a_deleted_product_can_be_added_again() {
    SHOP.put("/api/v1/products/phoenix", TEA);
    SHOP.delete("/api/v1/products/phoenix");
    assertThat(stock("phoenix", "{\"delta\":1}").status()).isEqualTo(404);
    assertThat(SHOP.get("/api/v1/products").text()).doesNotContain("phoenix");

    assertThat(SHOP.put("/api/v1/products/phoenix", TEA).status()).isEqualTo(201);
    assertThat(SHOP.put("/api/v1/products/phoenix", TEA).status()).isEqualTo(200);
  }

  @Test
  void reserved_units_are_shown_until_they_are_dispatched() {
    SHOP.put("/api/v1/products/held", TEA);
    var order =
        OrderId.parse(
            SHOP.post(
                    "/api/v1/orders",
                    """
                    {"customerId":"alice","items":[{"sku":"held","quantity":2}],
                     "paymentMethod":"pm_card_ok"}
                    """)
                .at("/orderId"));
    SHOP.delete("/api/v1/products/held");
    var line = new StockCommand.Line(new Sku("held"), new Quantity(2));
    StockOutcome reserved =
        SHOP.bean(CommandGateway.class)
            .sendAndWait(new StockCommand.ReserveStock(order, List.of(line)));
    assertThat(reserved).isEqualTo(new StockOutcome.Reserved());
    SHOP.put("/api/v1/products/held", TEA);
    assertThat(SHOP.get("/api/v1/products/held").json().at("/reserved").asInt()).isEqualTo(2);
    assertThat(SHOP.get("/api/v1/products/held").json().at("/stock").asInt()).isEqualTo(5);

    report(new RecordStockReserved(order));
    var key = RequestKey.ofStep(order, Step.PAYMENT, 1);
    report(new RecordPaymentCaptured(order, key, new ChargeId("ch_9"), Money.of("9.00", "EUR")));
    report(new RecordProcessingCompleted(order));
    assertThat(SHOP.get("/api/v1/products/held").json().at("/reserved").asInt()).isEqualTo(2);
    report(new RecordShipmentDispatched(order, "t-1"));
    await().until(() -> SHOP.get("/api/v1/products/held").json().at("/reserved").asInt() == 0);
  }

  private static void report(OrderCommand report) {
    OrderOutcome outcome = SHOP.bean(CommandGateway.class).sendAndWait(report);
    assertThat(outcome).isInstanceOf(OrderOutcome.Accepted.class);
  }

  private static void assertProblem(WriteSide.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.at("/code")).isEqualTo(code);
  }

  @Test
  void what_is_wrong_with_a_product_is_told_at_once() {
    var answer =
        SHOP.put("/api/v1/products/wrong", "{\"name\":\"\",\"unitPrice\":{},\"stock\":-1}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
        .containsExactly("/name", "/unitPrice", "/stock");
  }

  @Test
  void a_price_with_more_decimals_than_its_currency_has_is_refused() {
    for (String price : List.of("4.500", "4.5000000", "4.501")) {
      var answer = SHOP.put("/api/v1/products/precise", TEA.replace("4.50", price));
      assertProblem(answer, 422, "INVALID_REQUEST");
      assertThat(answer.at("/errors/0/detail"))
          .isEqualTo("amount must have at most 2 decimals in EUR");
    }
    assertProblem(
        SHOP.put("/api/v1/products/precise", TEA.replace("EUR", "JPY")), 422, "INVALID_REQUEST");
    assertThat(SHOP.get("/api/v1/products/precise").status()).isEqualTo(404);
  }

  @Test
  void all_products_are_listed_page_by_page_in_the_order_of_their_skus() {
    var seen = new ArrayList<String>();
    String path = "/api/v1/products?limit=2";
    while (!path.isEmpty()) {
      var page = SHOP.get(path);
      List<String> skus = page.json().at("/items").findValuesAsString("sku");
      assertThat(skus).hasSizeBetween(1, 2);
      seen.addAll(skus);
      path = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
    }

    assertThat(seen).isSorted().doesNotHaveDuplicates().contains("laptop", "lost-parcel");
  }

  @Test
  void a_page_has_its_limits() {
    assertThat(SHOP.get("/api/v1/products?limit=0").status()).isEqualTo(422);
    assertThat(SHOP.get("/api/v1/products?limit=201").status()).isEqualTo(422);
    assertThat(SHOP.get("/api/v1/products?cursor=%21%21").status()).isEqualTo(400);
  }

  @Test
  void the_demonstration_has_something_to_order() {
    assertThat(SHOP.get("/api/v1/products/laptop").at("/unitPrice/amount")).isEqualTo("1200.00");
    assertThat(SHOP.get("/api/v1/products/always-out-of-stock").json().at("/stock").asInt())
        .isZero();
  }

  /** Those that the simulator's page names, in the table of what provokes what. */
  @Test
  void the_demonstration_has_every_product_by_which_a_partner_can_be_made_to_fail()
      throws IOException {
    var skus =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:processing|carrier): ")
            .matcher(Files.readString(Path.of("..", "docs", "partners", "simulator.md")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(skus).hasSizeGreaterThan(10);
    for (String sku : skus) {
      assertThat(SHOP.get("/api/v1/products/" + sku).json().at("/stock").asInt())
          .as(sku)
          .isPositive();
    }
  }

  /** A slow machine lets not all of many in at once; a client asks again then. */
  private static WriteSide.Answer admitted(String sku, String body, String key) {
    var answer = stock(sku, body, "Idempotency-Key", key);
    while (answer.status() == 503) {
      answer = stock(sku, body, "Idempotency-Key", key);
    }
    return answer;
  }

  private static WriteSide.Answer stock(String sku, String body, String... headers) {
    return SHOP.post("/api/v1/products/" + sku + "/stock", body, headers);
  }
}
