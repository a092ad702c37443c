package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the services where an Axon Server is named, else against the one process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AcceptanceIT {

  private final SetUp setUp = SetUp.available().toList().getLast();
  private final int simulatorPort = FreePort.find();
  private final Ledger ledger = new Ledger("http://127.0.0.1:" + simulatorPort);
  private Orderflow orderflow;
  private Orders orders;

  @BeforeAll
  void start(@TempDir Path folder) {
    orderflow =
        setUp.startWithItsOwnPartners(
            TestFolder.in(folder), simulatorPort, RunningServices.PATIENT);
    orders = orderflow.orders();
  }

  @AfterAll
  void stop() {
    orderflow.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pm_card_ok", "pm_card_async"})
  void a_paid_order_is_completed_and_charged_once(String paymentMethod) throws IOException {
    int before = orders.stock("laptop");

    var order = orders.awaitEnd(orders.placed("laptop", paymentMethod));

    var entries = ledger.of(order.get("orderId").asString());
    assertThat(order.get("status").asString()).isEqualTo("COMPLETED");
    assertThat(order.get("paymentStatus").asString()).isEqualTo("CAPTURED");
    assertThat(order.get("fulfillmentStatus").asString()).isEqualTo("DELIVERED");
    assertThat(Ledger.charges(entries)).isEqualTo(1);
    assertThat(Ledger.balance(entries)).isEqualByComparingTo(new BigDecimal("1200.00"));
    assertThat(orders.stock("laptop")).isEqualTo(before - 1);
  }

  @Test
  void an_order_of_what_is_out_of_stock_is_cancelled_and_never_charged() throws IOException {
    var order = orders.awaitEnd(orders.placed("always-out-of-stock", "pm_card_ok"));

    assertThat(order.get("status").asString()).isEqualTo("CANCELLED");
    assertThat(order.get("cancellation").get("reason").asString()).isEqualTo("OUT_OF_STOCK");
    assertThat(Ledger.charges(ledger.of(order.get("orderId").asString()))).isZero();
  }

  @Test
  void a_declined_payment_cancels_the_order_and_puts_the_stock_back() throws IOException {
    int before = orders.stock("monitor");

    var order = orders.awaitEnd(orders.placed("monitor", "pm_card_declined"));

    assertThat(order.get("status").asString()).isEqualTo("CANCELLED");
    assertThat(order.get("cancellation").get("reason").asString()).isEqualTo("PAYMENT_DECLINED");
    assertThat(order.get("paymentStatus").asString()).isEqualTo("DECLINED");
    assertThat(orders.stock("monitor")).isEqualTo(before);
    assertThat(Ledger.charges(ledger.of(order.get("orderId").asString()))).isZero();
  }

  @Test
  void a_repeated_request_is_the_same_order() throws IOException {
    var first = orders.place("mouse", "pm_card_ok", "asked-twice");
    var again = orders.place("mouse", "pm_card_ok", "asked-twice");
    var other = orders.place("keyboard", "pm_card_ok", "asked-twice");

    assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(other.statusCode()).isEqualTo(422);
  }
}
