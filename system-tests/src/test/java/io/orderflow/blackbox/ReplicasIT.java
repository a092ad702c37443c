package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replicas on one PostgreSQL, of which one after the other is killed and started again under orders
 * of every kind. Subscribers to the stream of all orders go on at another replica. {@code
 * -Dreplicas.minutes}, {@code .count}, {@code .rate} and {@code .seed} make it longer, larger, or
 * the same again; {@code .gently} stops replicas instead.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class ReplicasIT {

  private static final int MINUTES = Integer.getInteger("replicas.minutes", 0);
  private static final boolean IS_LONG = MINUTES > 0;
  private static final int COUNT = Integer.getInteger("replicas.count", 3);
  private static final int PER_SECOND = Integer.getInteger("replicas.rate", IS_LONG ? 20 : 8);
  private static final long SEED = Long.getLong("replicas.seed", System.nanoTime());
  private static final Duration LENGTH =
      IS_LONG ? Duration.ofMinutes(MINUTES) : Duration.ofSeconds(26);
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(IS_LONG ? 10 : 8);
  private static final long TURNS = LENGTH.dividedBy(BETWEEN_KILLS);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Stopped as for a rolling restart instead. */
  private static final boolean GENTLY = Boolean.getBoolean("replicas.gently");

  /**
   * How long silence is borne, in seconds. Only orders that no partner answers may come to it: so
   * it is longer than a few take-overs one after the other.
   */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("replicas.patience", IS_LONG ? 180 : 60));

  /** By so much a charge may be told too late at least: else a kill could make it come in time. */
  private static final Duration TAKE_OVERS = Duration.ofSeconds(IS_LONG ? 60 : 30);

  private final Random random = new Random(SEED);
  private int kills;

  @Test
  void replicas_that_are_killed_one_after_the_other_break_no_promise(@TempDir Path folder)
      throws IOException, SQLException {
    try (var database = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        var broker = Shipping.broker(folder.resolve("broker"));
        var partners =
            RunningSimulator.start(folder.resolve("partners"), FreePort.find(), partners(broker));
        var testFolder = TestFolder.in(folder.resolve("orderflow"))) {
      String url = database.getJdbcUrl("postgres", "postgres");
      var settings = new HashMap<>(RunningOrderflow.elsewhere(partners, url));
      settings.putAll(patience());
      settings.put("ORDERFLOW_CALLBACKS_BASEURL", testFolder.url());
      try (var replicas =
              new Replicas(Replicas.program(), Replicas.places(testFolder, COUNT), settings);
          var _ = Balancer.at(testFolder.api(), replicas.ports());
          var shops = new Shops(replicas)) {
        replicas.up();
        try (var subscribers = StreamSubscribers.of(testFolder.url(), COUNT)) {
          underKills(url, replicas, shops, broker);
          var verdict = new Verdict(database.getPostgresDatabase(), partners.ledger());
          bringToTheirEnds(verdict, partners, testFolder);
          assertWhatWasPromised(verdict, shops, subscribers);
          report(shops, verdict, broker);
          subscribers.all().forEach(System.out::println);
          assertThat(kills).isPositive();
          assertThat(subscribers.resumptions()).isPositive();
        }
      }
    }
  }

  private static void assertWhatWasPromised(
      Verdict verdict, Shops shops, StreamSubscribers subscribers) {
    await("what was promised")
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(verdict.broken(shops.answered())).isEmpty());
    await("nothing left over").atMost(LIMIT).until(() -> verdict.leftOver() == 0);
    subscribers.awaitEveryVersion(verdict::versions);
  }

  private static Map<String, String> partners(@Nullable RunningBroker broker) {
    var settings = new HashMap<String, String>();
    settings.put("SIMULATOR_LATECALLBACKAFTER", PATIENCE.plus(TAKE_OVERS).toString());
    if (broker != null) {
      settings.put(RunningBroker.ADDRESS, broker.address());
    }
    return settings;
  }

  private void underKills(
      String url, Replicas replicas, Shops shops, @Nullable RunningBroker broker)
      throws SQLException {
    try (var takeOvers = new TakeOvers(url)) {
      long end = System.nanoTime() + LENGTH.toNanos();
      shops.order(PER_SECOND);
      for (int turn = 1; passes(BETWEEN_KILLS, end); turn++) {
        killOne(replicas, takeOvers);
        if (broker != null && (turn == TURNS / 3 || turn == 2 * TURNS / 3)) {
          Thread.startVirtualThread(broker::killAndStartAgain);
        }
      }
      shops.stop();
      await("answers to all orders")
          .atMost(LIMIT)
          .until(() -> shops.answered().size() == shops.begun());
      replicas.up();
      await("an owner of every segment").atMost(LIMIT).until(() -> takeOvers.open() == 0);
      assertThat(shops.failures()).isEmpty();
      assertThat(takeOvers.troubles()).isEmpty();
      System.out.printf(
          "longest, in ms, of a segment, from the kill of its holder to another's first progress,"
              + " and of what was due, until it was taken:%n%s",
          lines(takeOvers.longest()));
    }
  }

  /** Whether there is more to come after that time. */
  private static boolean passes(Duration time, long end) {
    long until = Math.min(end, System.nanoTime() + time.toNanos());
    await("the next kill")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> System.nanoTime() >= until);
    return until < end;
  }

  /** Also the last one that answers, while the others are just starting. */
  private void killOne(Replicas replicas, TakeOvers takeOvers) {
    List<Integer> ready = replicas.ready();
    if (ready.size() > (GENTLY ? 1 : 0)) {
      int victim = ready.get(random.nextInt(ready.size()));
      long pid = GENTLY ? replicas.pid(victim) : replicas.kill(victim);
      kills++;
      System.out.printf(
          "%s %d: replica %d, one of %d that answer, with %d segments%n",
          GENTLY ? "stop" : "kill", kills, victim, ready.size(), takeOvers.killed(pid));
      Thread.startVirtualThread(
          () -> {
            replicas.stop(victim);
            replicas.up(victim);
          });
    }
  }

  private static Map<String, String> patience() {
    var settings = new HashMap<String, String>();
    for (String step : List.of("STOCK", "PROCESSING", "SHIPPING")) {
      settings.put("ORDERFLOW_FULFILLMENT_" + step + "_DEADLINE", "1h");
    }
    for (String step : List.of("PAYMENT", "DELIVERY", "COMPENSATION")) {
      settings.put("ORDERFLOW_FULFILLMENT_" + step + "_DEADLINE", PATIENCE.toString());
    }
    settings.put("ORDERFLOW_ORDERING_MOSTBEHIND", "20s");
    // Silent orders are many by the end, and each holds a worker for as long as an answer may take.
    settings.put("ORDERFLOW_FULFILLMENT_PAYMENT_BACKOFF_INITIAL", "5s");
    settings.put("ORDERFLOW_FULFILLMENT_PAYMENT_BACKOFF_MAX", "60s");
    settings.put("ORDERFLOW_FULFILLMENT_WORKERS", "64");
    if (IS_LONG) {
      settings.put("ORDERFLOW_FULFILLMENT_LEASE", "20s");
      settings.put("ORDERFLOW_FULFILLMENT_LOOKUP", "30s");
    }
    return settings;
  }

  private static void bringToTheirEnds(
      Verdict verdict, RunningSimulator partners, TestFolder testFolder) throws IOException {
    await("the end of all orders")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(verdict.moving()).isEmpty());
    Http.post(partners.url() + "/simulator/heal", "{}", "heal");
    var operator = new Operator(testFolder.url());
    var orders = new Orders(testFolder.url());
    await("the end of all attentions")
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              for (String orderId : verdict.waiting()) {
                operator.attendTo(orders.get(orderId));
              }
              return verdict.waiting().isEmpty() && verdict.moving().isEmpty();
            });
  }

  private void report(Shops shops, Verdict verdict, @Nullable RunningBroker broker)
      throws SQLException, IOException {
    System.out.printf(
        """
        %d replicas, seed %d: %d orders at %d/s, %d %s, one every %d s
        shipping over %s
        %d times an order was asked for once more; silence was borne for %d s
        ends: %s
        """,
        COUNT,
        SEED,
        shops.begun(),
        PER_SECOND,
        kills,
        GENTLY ? "stops" : "kills",
        BETWEEN_KILLS.toSeconds(),
        broker == null ? "HTTP" : "Kafka, its broker killed " + broker.restarts() + " times",
        shops.askedAgain(),
        PATIENCE.toSeconds(),
        verdict.summary());
  }

  private static String lines(Map<String, Duration> times) {
    var lines = new StringBuilder();
    times.forEach((what, time) -> lines.append("  %-30s %d%n".formatted(what, time.toMillis())));
    return lines.toString();
  }
}
