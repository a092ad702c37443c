package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KillIT {

  private final SetUp setUp;

  private static final int ORDERS = 200;
  private static final int HALF = ORDERS / 2;
  private static final int FEW = 20;
  private static final int SHOPS = 8;

  /** The others are placed from the kill on, so that it comes amid the orders however late. */
  private static final int BEFORE_THE_KILL = ORDERS * 3 / 4;

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The ids of the orders that were answered with 2xx, by the number of the order. */
  private final Map<Integer, String> answered = new ConcurrentHashMap<>();

  private final CountDownLatch killed = new CountDownLatch(1);

  KillIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void a_kill_amid_200_orders_loses_none_and_charges_each_once(@TempDir Path folder)
      throws IOException {
    try (var partners = RunningSimulator.start(folder.resolve("partners"));
        var place = TestFolder.in(folder.resolve("orderflow"))) {
      placeUntilKilled(setUp.start(place, partners), partners.ledger());
      String atTheKill = describe(partners.ledger());

      try (var restarted = setUp.start(place, partners)) {
        placeWhatWasNotAnswered(restarted.orders());
        assertThat(answered.values()).hasSize(ORDERS).doesNotHaveDuplicates();
        awaitCompletion(restarted.orders());
        assertChargedOnce(partners.ledger());
        System.out.printf(
            "%d orders; at the kill %s; in the end %d completed, each charged once%n",
            ORDERS, atTheKill, answered.size());
      }
    }
  }

  /** Half of the orders are under way, some of them paid, and more are coming in. */
  private void placeUntilKilled(Orderflow victim, Ledger ledger) {
    var orders = victim.orders();
    try (var shops = Executors.newFixedThreadPool(SHOPS)) {
      try {
        IntStream.range(0, HALF).forEach(number -> shops.execute(() -> place(orders, number)));
        await("half of the answers").atMost(LIMIT).until(() -> answered.size() == HALF);
        await("the first charges").atMost(LIMIT).until(() -> isCharged(ledger, FEW));
        IntStream.range(HALF, ORDERS)
            .forEach(number -> shops.execute(() -> placeAmidTheKill(orders, number)));
        await("an answer more")
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(5)) // many others may be answered within a second
            .atMost(LIMIT)
            .until(() -> answered.size() > HALF);
      } finally {
        victim.kill();
        killed.countDown();
      }
    }
    assertThat(answered.size()).as("the kill came amid the orders").isLessThan(ORDERS);
  }

  private void placeAmidTheKill(Orders orders, int number) {
    if (number >= BEFORE_THE_KILL) {
      awaitTheKill();
    }
    place(orders, number);
  }

  private void awaitTheKill() {
    try {
      killed.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** No answer, or one of unknown outcome, is asked for again later. */
  private void place(Orders orders, int number) {
    try {
      String paymentMethod = number % 2 == 0 ? "pm_card_ok" : "pm_card_async";
      var response = orders.place("keyboard", paymentMethod, "order-" + number);
      if (response.statusCode() / 100 == 2) {
        answered.put(number, Http.json(response).get("orderId").asString());
      }
    } catch (IOException unanswered) {
      assertThat(answered).doesNotContainKey(number);
    }
  }

  private void placeWhatWasNotAnswered(Orders orders) {
    IntStream.range(0, ORDERS)
        .filter(number -> !answered.containsKey(number))
        .forEach(number -> place(orders, number));
  }

  private void awaitCompletion(Orders orders) throws IOException {
    for (String orderId : answered.values()) {
      await("completion of order " + orderId)
          .pollDelay(Duration.ZERO) // most have ended already
          .atMost(LIMIT)
          .until(() -> orders.hasEnded(orderId));
      assertThat(status(orders, orderId)).as("order " + orderId).isEqualTo("COMPLETED");
    }
  }

  /** Asked while the application is dead: its last moment, as the partners saw it. */
  private String describe(Ledger ledger) throws IOException {
    return "%d were answered and %d of these charged".formatted(answered.size(), charged(ledger));
  }

  private long charged(Ledger ledger) throws IOException {
    long charged = 0;
    for (int number : answered.keySet()) {
      charged += isCharged(ledger, number) ? 1 : 0;
    }
    return charged;
  }

  private boolean isCharged(Ledger ledger, int number) throws IOException {
    return Ledger.charges(ledger.of(answered.getOrDefault(number, "not yet"))) > 0;
  }

  private static String status(Orders orders, String orderId) throws IOException {
    return orders.get(orderId).path("status").asString("none yet");
  }

  private void assertChargedOnce(Ledger ledger) throws IOException {
    for (String orderId : answered.values()) {
      var entries = ledger.of(orderId);
      assertThat(Ledger.charges(entries)).as("charges of order " + orderId).isEqualTo(1);
      assertThat(Ledger.balance(entries)).isEqualByComparingTo(new BigDecimal("75.00"));
    }
  }
}
