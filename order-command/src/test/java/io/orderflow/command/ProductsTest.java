package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import java.util.ArrayList;
import java.util.List;
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
            "unitPrice":{"amount":"4.50","currency":"EUR"},"stock":5}\
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

  @Test
  void what_is_wrong_with_a_product_is_told_at_once() {
    var answer =
        SHOP.put("/api/v1/products/wrong", "{\"name\":\"\",\"unitPrice\":{},\"stock\":-1}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
        .containsExactly("/name", "/unitPrice", "/stock");
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
    for (String sku : List.of("unprocessable", "processing-flaky", "unshippable", "lost-parcel")) {
      assertThat(SHOP.get("/api/v1/products/" + sku).json().at("/stock").asInt()).isPositive();
    }
  }

  private static WriteSide.Answer stock(String sku, String body) {
    return SHOP.post("/api/v1/products/" + sku + "/stock", body);
  }
}
