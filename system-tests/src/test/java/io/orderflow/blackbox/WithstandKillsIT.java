package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application is killed again and again under every magic value; partners and PostgreSQL live
 * on. Of the services now this, now that one is killed, or all of them, or Axon Server. Subscribers
 * to the stream of all orders go on from their last event each time.
 */
@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class WithstandKillsIT {

  private final SetUp setUp;

  private static final int ORDERS = 500;
  private static final int KILLS = 10;
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(3);
  private static final int SUBSCRIBERS = 2;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The ids of the orders that were answered with 2xx, by the number of the order. */
  private final Map<Integer, String> answered = new ConcurrentHashMap<>();

  private final StreamSubscribers subscribers = new StreamSubscribers(new ArrayList<>());

  WithstandKillsIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @AfterEach
  void disconnect() {
    subscribers.close();
  }

  @Test
  void ten_kills_amid_500_orders_of_every_kind_break_no_promise(@TempDir Path folder)
      throws IOException {
    try (var database = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        var partners = RunningSimulator.start(folder.resolve("partners"));
        var place = TestFolder.in(folder.resolve("orderflow"))) {
      String url = database.getJdbcUrl("postgres", "postgres");
      for (int kill = 0; kill < KILLS; kill++) {
        placeFor(BETWEEN_KILLS, setUp.startOn(place, partners, url), place.url(), kill);
      }
      try (var survivor = setUp.startOn(place, partners, url)) {
        placeTheRest(survivor.orders());
        assertThat(answered.values()).hasSize(ORDERS).doesNotHaveDuplicates();
        Http.post(partners.url() + "/simulator/heal", "{}", "heal");
        var operator = new Operator(place.url());
        for (String orderId : answered.values()) {
          operator.bringToItsEnd(survivor.orders(), orderId);
        }
        report(survivor.orders(), partners.ledger());
        subscribers.awaitEveryVersion(() -> ViewRow.versions(survivor));
        assertThat(subscribers.resumptions()).isPositive();
        subscribers.all().forEach(System.out::println);
      }
    }
  }

  private void placeFor(Duration time, Orderflow victim, String url, int kill) {
    var next = new AtomicInteger();
    boolean killed = false;
    try (var shops = Executors.newFixedThreadPool(4)) {
      while (subscribers.all().size() < SUBSCRIBERS) {
        subscribers.all().add(StreamSubscriber.of(url));
      }
      var orders = victim.orders();
      long end = System.nanoTime() + time.toNanos();
      for (int shop = 0; shop < 4; shop++) {
        shops.execute(
            () -> {
              for (int n = next.getAndIncrement();
                  n < ORDERS && System.nanoTime() < end;
                  n = next.getAndIncrement()) {
                placeOnce(orders, n);
              }
            });
      }
      await("the time of the kill")
          .pollDelay(time)
          .atMost(LIMIT)
          .until(() -> System.nanoTime() >= end);
      victim.kill(kill);
      killed = true;
    } finally {
      if (!killed) {
        victim.kill();
      }
    }
  }

  /**
   * No answer, or one of unknown outcome, is asked for again under the same key by the next life.
   */
  private void placeOnce(Orders orders, int number) {
    if (answered.containsKey(number)) {
      return;
    }
    try {
      var response = OrderScenario.of(number).place(orders, number);
      if (response.statusCode() / 100 == 2) {
        answered.put(number, Http.json(response).get("orderId").asString());
      }
    } catch (IOException unanswered) {
      assertThat(answered).doesNotContainKey(number);
    }
  }

  private void placeTheRest(Orders orders) {
    await("an answer for every order")
        .atMost(LIMIT)
        .until(
            () -> {
              for (int number = 0; number < ORDERS; number++) {
                placeOnce(orders, number);
              }
              return answered.size() == ORDERS;
            });
  }

  private void report(Orders orders, Ledger ledger) throws IOException {
    var ends = new TreeMap<String, Integer>();
    var kept = BigDecimal.ZERO;
    var owed = BigDecimal.ZERO;
    for (String orderId : answered.values()) {
      var order = orders.get(orderId);
      ends.merge(
          order.get("status").asString()
              + " "
              + order.path("cancellation").path("reason").asString(""),
          1,
          Integer::sum);
      await("the ledger of order " + orderId)
          .atMost(LIMIT)
          .pollDelay(Duration.ZERO)
          .untilAsserted(() -> ledger.assertAgreesWith(order));
      kept = kept.add(Ledger.balance(ledger.of(orderId)));
      owed = owed.add(Ledger.owed(order));
    }
    assertThat(kept).as("charges less refunds").isEqualByComparingTo(owed);
    System.out.printf(
        "%d orders, %d kills: %s; charges less refunds %s, totals of completed orders %s%n",
        ORDERS, KILLS, ends, kept, owed);
  }
}
