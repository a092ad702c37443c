package io.orderflow.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import io.orderflow.integration.event.EventContract;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every magic value, from outside: how the order ends, what the partners' ledger says of it, and
 * what other systems are told.
 */
@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MagicValuesIT {

  private final SetUp setUp;

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Pattern FIRST_CELL =
      Pattern.compile("^\\|[^|\\n]*`[^|\\n]*\\|(?! behavior)", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final List<Row> TABLE =
      List.of(
          Row.of("pm_card_ok", "laptop").completes().with(1, 0),
          Row.of("pm_card_async", "laptop").completes().with(1, 0),
          Row.of("pm_card_twice", "laptop").completes().with(1, 0),
          Row.of("pm_card_flaky", "laptop").completes().with(1, 0),
          Row.of("pm_card_slow", "laptop").completes().with(1, 0),
          Row.of("pm_card_declined", "laptop").isCancelledFor("PAYMENT_DECLINED").with(0, 0),
          Row.of("pm_card_silent", "laptop").isCancelledFor("PAYMENT_TIMED_OUT").with(0, 0),
          Row.of("pm_card_silent_charged", "laptop").isCancelledFor("PAYMENT_TIMED_OUT").with(1, 1),
          Row.of("pm_card_refund_fails", "unshippable")
              .firstWaits("CANCELLING", "PAYMENT")
              .isCancelledFor("SHIPPING_REFUSED")
              .with(1, 1),
          Row.of("pm_card_async_declined", "laptop").isCancelledFor("PAYMENT_DECLINED").with(0, 0),
          Row.of("pm_card_declined", "sample").completes().with(0, 0),
          Row.of("pm_card_ok", "always-out-of-stock").isCancelledFor("OUT_OF_STOCK").with(0, 0),
          Row.of("pm_card_ok", "unprocessable").isCancelledFor("PROCESSING_REFUSED").with(1, 1),
          Row.of("pm_card_ok", "processing-flaky").completes().with(1, 0),
          Row.of("pm_card_ok", "processing-async").completes().with(1, 0),
          Row.of("pm_card_ok", "shipping-async").completes().with(1, 0),
          Row.of("pm_card_ok", "shipping-async-refused")
              .isCancelledFor("SHIPPING_REFUSED")
              .with(1, 1),
          Row.of("pm_card_ok", "shipping-silent")
              .firstWaits("READY_TO_SHIP", "SHIPPING")
              .isCancelledFor("CUSTOMER")
              .with(1, 1),
          Row.of("pm_card_ok", "shipping-flaky").completes().with(1, 0),
          Row.of("pm_card_ok", "shipping-twice").completes().with(1, 0),
          Row.of("pm_card_ok", "shipping-reordered").completes().with(1, 0),
          Row.of("pm_card_ok", "shipping-late").completes().with(1, 0),
          Row.of("pm_card_ok", "unshippable").isCancelledFor("SHIPPING_REFUSED").with(1, 1),
          Row.of("pm_card_ok", "lost-parcel")
              .firstWaits("SHIPPED", "DELIVERY")
              .completes()
              .with(1, 0));

  private final int simulatorPort = FreePort.find();
  private final String simulator = "http://127.0.0.1:" + simulatorPort;
  private final Ledger ledger = new Ledger(simulator);

  MagicValuesIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void every_documented_magic_value_has_its_row() throws IOException {
    assertThat(TABLE)
        .flatExtracting(Row::paymentMethod, Row::sku)
        .containsAll(documented("README.md", "Things to try", 5))
        .containsAll(documented("docs/partners/simulator.md", "How orders end", 20))
        .containsAll(documented("docs/partners/simulator.md", "What provokes what", 20));
  }

  /** What stands as code in the first cells of a section's tables. */
  private static List<String> documented(String page, String section, int atLeast)
      throws IOException {
    String below = Files.readString(Path.of("..").resolve(page)).split("\n## " + section, 2)[1];
    var values =
        FIRST_CELL
            .matcher(below.split("\n## ", 2)[0])
            .results()
            .flatMap(cell -> CODE.matcher(cell.group()).results().map(code -> code.group(1)))
            .toList();
    assertThat(values).as(page).hasSizeGreaterThanOrEqualTo(atLeast);
    return values;
  }

  @Test
  void every_magic_value_ends_as_its_row_says(@TempDir Path folder) throws IOException {
    var place = TestFolder.in(folder);
    try (var webhook = new WebhookReceiver();
        var orderflow = setUp.startWithItsOwnPartners(place, simulatorPort, settings(webhook))) {
      webhook.subscribe(place.url());
      var orders = orderflow.orders();
      var placed = new LinkedHashMap<Row, String>();
      for (Row row : TABLE) {
        placed.put(row, orders.placed(row.sku(), row.paymentMethod()));
      }
      awaitAttentions(orders, placed);
      assertThat(Http.post(simulator + "/simulator/heal", "{}", "heal").statusCode())
          .isEqualTo(200);
      answerAttentions(orders, new Operator(place.url()), placed);
      for (var entry : placed.entrySet()) {
        await(entry.getKey() + " in order " + entry.getValue())
            .atMost(LIMIT)
            .untilAsserted(() -> assertEnd(entry.getKey(), orders.get(entry.getValue())));
      }
      assertPublished(webhook, placed);
    }
  }

  /** The public events of each order arrive up to its end, and all are as their schemas say. */
  private static void assertPublished(WebhookReceiver webhook, Map<Row, String> placed) {
    placed.forEach(
        (row, order) ->
            await("the end of " + row + " at the webhook")
                .atMost(LIMIT)
                .until(() -> types(webhook, order).contains(row.lastType())));
    assertThat(webhook.received())
        .allSatisfy(
            event ->
                assertThat(EventContract.violations(event.body().getBytes(UTF_8)))
                    .as(event.body())
                    .isEmpty());
  }

  private static List<String> types(WebhookReceiver webhook, String order) {
    return webhook.received().stream()
        .filter(event -> event.order().equals(order))
        .map(event -> JsonMapper.shared().readTree(event.body()).path("type").asString())
        .toList();
  }

  /** A payment that answers has twice the demonstration's time, and silence is longer than that. */
  private static Map<String, String> settings(WebhookReceiver webhook) {
    var settings = new HashMap<>(RunningServices.patientBut("SHIPPING", "DELIVERY"));
    settings.putAll(webhook.settings());
    settings.put("ORDERFLOW_FULFILLMENT_PAYMENT_DEADLINE", "20s");
    settings.put("SIMULATOR_LATECALLBACKAFTER", "60s");
    return settings;
  }

  private static void awaitAttentions(Orders orders, Map<Row, String> placed) {
    placed.forEach(
        (row, orderId) -> {
          if (!row.waitsIn().isEmpty()) {
            await(row + " waits for a person")
                .atMost(LIMIT)
                .untilAsserted(() -> assertWaiting(row, orders.get(orderId)));
          }
        });
  }

  private static void assertWaiting(Row row, JsonNode order) {
    assertThat(order.path("status").asString("")).isEqualTo(row.waitsIn());
    assertThat(order.path("attention").size()).isEqualTo(1);
    assertThat(order.path("attention").path(0).path("step").asString("")).isEqualTo(row.waitsAt());
  }

  /** An attention that is not answered here clears itself once its partner answers. */
  private static void answerAttentions(Orders orders, Operator operator, Map<Row, String> placed)
      throws IOException {
    for (var entry : placed.entrySet()) {
      var row = entry.getKey();
      if (row.waitsAt().equals("DELIVERY")) {
        operator.attendTo(orders.get(entry.getValue()));
      } else if (row.reason().equals("CUSTOMER")) {
        orders.cancel(entry.getValue());
      }
    }
  }

  private void assertEnd(Row row, JsonNode order) throws IOException {
    assertThat(order.path("status").asString("")).isEqualTo(row.status());
    assertThat(order.path("cancellation").path("reason").asString("")).isEqualTo(row.reason());
    assertThat(order.path("attention").size()).as("attentions").isZero();
    var entries = ledger.of(order.get("orderId").asString());
    assertThat(Ledger.charges(entries)).as("charges").isEqualTo(row.charges());
    assertThat(Ledger.refunds(entries)).as("refunds").isEqualTo(row.refunds());
    var total = new BigDecimal(order.get("total").get("amount").asString());
    var kept = row.status().equals("COMPLETED") ? total : BigDecimal.ZERO;
    assertThat(Ledger.balance(entries)).as("balance").isEqualByComparingTo(kept);
    assertMoney(order.path("payments"), entries);
  }

  /** What a client is shown of the money is what the payment partner has written down. */
  private static void assertMoney(JsonNode payments, List<Ledger.Entry> entries) {
    assertThat(amount(payments, "charged"))
        .as("charged")
        .isEqualByComparingTo(Ledger.sum(entries, "CHARGE"));
    assertThat(amount(payments, "refunded"))
        .as("refunded")
        .isEqualByComparingTo(Ledger.sum(entries, "REFUND").negate());
    assertThat(amount(payments, "kept")).as("kept").isEqualByComparingTo(Ledger.balance(entries));
    assertThat(amount(payments, "owed")).as("owed").isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(payments.path("charges").size())
        .as("charges shown")
        .isEqualTo((int) Ledger.charges(entries));
  }

  private static BigDecimal amount(JsonNode payments, String sum) {
    return new BigDecimal(payments.path(sum).path("amount").asString("-1"));
  }

  /** One row of the table of magic values. */
  private record Row(
      String paymentMethod,
      String sku,
      String waitsIn,
      String waitsAt,
      String status,
      String reason,
      long charges,
      long refunds) {

    static Row of(String paymentMethod, String sku) {
      return new Row(paymentMethod, sku, "", "", "", "", 0, 0);
    }

    Row firstWaits(String waitsIn, String waitsAt) {
      return new Row(paymentMethod, sku, waitsIn, waitsAt, status, reason, charges, refunds);
    }

    Row completes() {
      return new Row(paymentMethod, sku, waitsIn, waitsAt, "COMPLETED", "", charges, refunds);
    }

    Row isCancelledFor(String reason) {
      return new Row(paymentMethod, sku, waitsIn, waitsAt, "CANCELLED", reason, charges, refunds);
    }

    Row with(long charges, long refunds) {
      return new Row(paymentMethod, sku, waitsIn, waitsAt, status, reason, charges, refunds);
    }

    String lastType() {
      return "io.orderflow.order." + status.toLowerCase(Locale.ROOT) + ".v1";
    }

    @Override
    public String toString() {
      return paymentMethod + " with " + sku;
    }
  }
}
