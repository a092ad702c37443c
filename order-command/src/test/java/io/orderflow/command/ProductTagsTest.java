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
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordProcessingCompleted;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordStockReserved;
import io.orderflow.engine.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A product's tag stands for everything a reader is shown of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProductTagsTest {

  private static final WriteSide SHOP = new WriteSide(TestDatabase.createUrl());

  private static final String TEA =
      """
      {"name":"Tea","unitPrice":{"amount":"4.50","currency":"EUR"},"stock":9}
      """;

  private static final String NO_STOCK = TEA.replace(",\"stock\":9", "");

  @AfterAll
  static void close() {
    SHOP.close();
  }

  /** Everything that can happen to a product, in any order, back to where it was included. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void equal_tags_mean_equal_bytes(long seed) {
    String sku = "p" + seed;
    String path = "/api/v1/products/" + sku;
    var random = new Random(seed);
    var bodies = new HashMap<String, String>();
    var held = new ArrayList<OrderId>();
    for (int step = 0; step < 60; step++) {
      change(path, sku, held, random);
      var read = SHOP.get(path);
      if (read.status() == 200) {
        assertThat(bodies.computeIfAbsent(read.header("ETag"), _ -> read.text()))
            .as("seed %d, step %d, %s", seed, step, read.header("ETag"))
            .isEqualTo(read.text());
        assertThat(SHOP.get(path, "If-None-Match", read.header("ETag")).status()).isEqualTo(304);
      }
    }
    assertThat(bodies).hasSizeGreaterThan(10);
  }

  private static void change(String path, String sku, List<OrderId> held, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> SHOP.put(path, TEA);
      case 1 -> SHOP.put(path, NO_STOCK.replace("Tea", "Tea " + random.nextInt(3)));
      case 2 -> SHOP.post(path + "/stock", "{\"delta\":%d}".formatted(random.nextInt(5) - 2));
      case 3, 4 -> order(sku).ifReserved(held);
      case 5 -> takeOne(held, random).forEach(ProductTagsTest::dispatch);
      case 6 -> takeOne(held, random).forEach(ProductTagsTest::release);
      default -> {
        if (random.nextInt(4) == 0) {
          SHOP.delete(path);
        }
      }
    }
  }

  private static List<OrderId> takeOne(List<OrderId> held, Random random) {
    return held.isEmpty() ? List.of() : List.of(held.remove(random.nextInt(held.size())));
  }

  /** The pieces leave: they are reserved no longer, and the stock is as it was. */
  @Test
  void a_dispatch_changes_the_tag() {
    String path = "/api/v1/products/gone";
    SHOP.put(path, TEA);
    var held = new ArrayList<OrderId>();
    order("gone").ifReserved(held);
    String before = SHOP.get(path).header("ETag");
    dispatch(held.getFirst());

    var after = SHOP.get(path, "If-None-Match", before);
    assertThat(after.status()).isEqualTo(200);
    assertThat(after.header("ETag")).isNotEqualTo(before);
    assertThat(after.json().at("/reserved").asInt()).isZero();
  }

  /** What orders do to the stock is nothing to an editor who leaves the stock alone. */
  @Test
  void a_reservation_does_not_make_an_edit_fail_that_leaves_the_stock_alone() {
    String path = "/api/v1/products/edited";
    SHOP.put(path, TEA);
    String read = SHOP.get(path).header("ETag");
    var held = new ArrayList<OrderId>();
    order("edited").ifReserved(held);

    assertThat(SHOP.put(path, TEA, "If-Match", read).status()).isEqualTo(412);
    assertThat(SHOP.delete(path, "If-Match", read).status()).isEqualTo(412);
    assertThat(SHOP.post(path + "/stock", "{\"delta\":1}", "If-Match", read).status())
        .isEqualTo(412);
    assertThat(SHOP.put(path, NO_STOCK, "If-Match", read).status()).isEqualTo(200);
    assertThat(SHOP.get(path).json().at("/stock").asInt()).isEqualTo(8);
    assertThat(SHOP.put(path, NO_STOCK, "If-Match", read).status()).isEqualTo(412);
  }

  private record Placed(OrderId order, String sku) {

    void ifReserved(List<OrderId> held) {
      var line = new StockCommand.Line(new Sku(sku), new Quantity(1));
      Object outcome = send(new StockCommand.ReserveStock(order, List.of(line)));
      if (outcome.toString().startsWith("Reserved")) {
        held.add(order);
      }
    }
  }

  /** Of a product that may be gone or sold out; then the order has another one. */
  private static Placed order(String sku) {
    String body =
        "{\"customerId\":\"alice\",\"items\":[{\"sku\":\"%s\",\"quantity\":1}],"
            + "\"paymentMethod\":\"pm_card_ok\"}";
    var placed = SHOP.post("/api/v1/orders", body.formatted(sku));
    if (placed.status() != 201) {
      SHOP.put("/api/v1/products/other", TEA.replace("9}", "1000}"));
      return new Placed(
          OrderId.parse(SHOP.post("/api/v1/orders", body.formatted("other")).at("/orderId")), sku);
    }
    return new Placed(OrderId.parse(placed.at("/orderId")), sku);
  }

  private static void dispatch(OrderId order) {
    send(new RecordStockReserved(order));
    var key = RequestKey.ofStep(order, Step.PAYMENT, 1);
    send(
        new RecordPaymentCaptured(
            order, key, new ChargeId("ch-" + order), Money.of("4.50", "EUR")));
    send(new RecordProcessingCompleted(order));
    send(new RecordShipmentDispatched(order, "t-1"));
    await().until(() -> open(order) == 0);
  }

  private static long open(OrderId order) {
    return SHOP.bean(JdbcClient.class)
        .sql(
            "select count(*) from ordering.stock_reservation where order_id = ? and not dispatched")
        .param(order.value())
        .query(Long.class)
        .single();
  }

  private static void release(OrderId order) {
    send(new StockCommand.ReleaseStock(order));
  }

  private static Object send(Object command) {
    return SHOP.bean(CommandGateway.class).sendAndWait(command);
  }
}
