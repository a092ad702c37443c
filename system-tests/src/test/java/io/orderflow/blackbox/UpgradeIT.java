package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An older version leaves its database, with orders of every kind under way, to this one. {@code
 * deploy/test-upgrade} builds the older jar and names it in {@code -Dupgrade.from}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class UpgradeIT {

  private static final String OLDER = "upgrade.from";
  private static final int ORDERS = 10 * OrderScenario.ALL.size();
  private static final int HALF = ORDERS / 2;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The ids of the orders that were answered with 2xx, by the number of the order. */
  private final Map<Integer, String> answered = new ConcurrentHashMap<>();

  @BeforeAll
  static void needsAnOlderVersion() {
    assumeTrue(
        System.getProperty(OLDER) != null,
        "-D" + OLDER + " names no older jar: deploy/test-upgrade builds one and runs this");
  }

  @Test
  void orders_that_an_older_version_began_end_in_this_one_and_cost_what_they_should(
      @TempDir Path folder) throws Exception {
    try (var database = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        var partners = RunningSimulator.start(folder.resolve("partners"));
        var place = TestFolder.in(folder.resolve("orderflow"))) {
      String url = database.getJdbcUrl("postgres", "postgres");
      var verdict = new Verdict(database.getPostgresDatabase(), partners.ledger());
      try (var older = RunningOrderflow.startOn(Program.packaged(OLDER), place, partners, url)) {
        placeAll(older.orders(), 0, HALF);
        awaitThatSomeHaveEnded(older.orders());
        placeAll(older.orders(), HALF, ORDERS);
        older.stop();
      }

      try (var newer = RunningOrderflow.startOn(place, partners, url)) {
        Http.post(partners.url() + "/simulator/heal", "{}", "heal");
        var operator = new Operator(place.url());
        for (String order : answered.values()) {
          operator.bringToItsEnd(newer.orders(), order);
        }
        await("the end of all work")
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(verdict.leftOver()).isZero());
        for (String order : answered.values()) {
          partners.ledger().assertAgreesWith(newer.orders().get(order));
        }
      }
    }
  }

  private void awaitThatSomeHaveEnded(Orders orders) {
    await("the end of some orders")
        .atMost(LIMIT)
        .until(
            () -> {
              int ended = 0;
              for (String order : answered.values()) {
                ended += orders.hasEnded(order) ? 1 : 0;
              }
              return ended > HALF / 3;
            });
  }

  private void placeAll(Orders orders, int from, int to) {
    IntStream.range(from, to)
        .parallel()
        .forEach(
            number ->
                await("an answer for order " + number)
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .until(() -> isPlaced(orders, number)));
  }

  private boolean isPlaced(Orders orders, int number) {
    try {
      var response = OrderScenario.of(number).place(orders, number);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
      answered.put(number, Http.json(response).get("orderId").asString());
      return true;
    } catch (IOException unanswered) {
      return false;
    }
  }
}
