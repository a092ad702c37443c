package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Lists, searches, streams and replays at one time, while orders arrive. {@code -Dreads.rate} says
 * how many a second, {@code .seconds} how long the replays go on, and {@code .seed} repeats the
 * choices. Where the machine cannot carry the rate, fewer orders are accepted and all else holds.
 */
@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@Tag("alone")
@Tag("thorough")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadSideUnderLoadIT {

  private static final int RATE = Integer.getInteger("reads.rate", 50);
  private static final long SEED = Long.getLong("reads.seed", System.nanoTime());
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("reads.seconds", 30));

  /** So many are there when the first replay begins. */
  private static final int ORDERS = 20 * RATE;

  private static final int SUBSCRIBERS = 3;
  private static final int MOST_REPLAYS = 100;
  private static final Duration ARRIVALS = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String REPLAYS = "/api/v1/admin/processors/order-views/replays";
  private static final String CHECKS = "/api/v1/admin/projections/order-views/checks";

  private final SetUp setUp;
  private final Random random = new Random(SEED);
  private volatile boolean arriving = true;

  ReadSideUnderLoadIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void lists_searches_and_streams_stay_right_and_fresh_amid_replays_and_arriving_orders(
      @TempDir Path folder) throws IOException, SQLException {
    try (var database = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        var partners = RunningSimulator.start(folder.resolve("partners"));
        var place = TestFolder.in(folder.resolve("orderflow"));
        var orderflow =
            setUp.startOn(place, partners, database.getJdbcUrl("postgres", "postgres"));
        var customers = new Customers(place.api());
        var load = new Load(customers);
        var subscribers = StreamSubscribers.of(place.url(), SUBSCRIBERS)) {
      System.out.printf("%s, seed %d%n", setUp, SEED);
      var reads = new ConcurrentReads(orderflow, place.url(), subscribers.first());
      var replays = whileOrdersArrive(place.url(), load, subscribers, reads);

      assertThat(reads.violations()).isEmpty();
      assertThat(load.answers().keySet()).isSubsetOf("201", "503 OVERLOADED Retry-After");
      subscribers.awaitEveryVersion(() -> ViewRow.versions(orderflow));
      assertThat(subscribers.resumptions()).isPositive();
      assertThat(ViewRow.versions(orderflow).keySet())
          .containsAll(load.accepted().keySet())
          .containsAll(reads.placed());
      assertThat(replays).allSatisfy(ReadSideUnderLoadIT::assertSameRows);
      assertNoDifference(ended(place.url(), CHECKS));
    }
  }

  /** One replay after the other, until reads of every kind have begun during one. */
  private List<JsonNode> whileOrdersArrive(
      String url, Load load, StreamSubscribers subscribers, ConcurrentReads reads)
      throws IOException {
    var replays = new ArrayList<JsonNode>();
    long begun = System.nanoTime();
    var arrivals = CompletableFuture.runAsync(() -> offer(load), Thread::startVirtualThread);
    try (reads;
        var _ = disconnecting(subscribers)) {
      reads.start(random);
      await("orders to replay").atMost(LIMIT).until(() -> load.accepted().size() >= ORDERS);
      long end = System.nanoTime() + LENGTH.toNanos();
      while (System.nanoTime() < end || !reads.haveAllBeenDuringReplays()) {
        assertThat(replays).as("replays: %s", reads.summary()).hasSizeLessThan(MOST_REPLAYS);
        reads.replaying(true);
        replays.add(ended(url, REPLAYS));
        reads.replaying(false);
      }
    } finally {
      arriving = false;
    }
    arrivals.join();
    report(load, Duration.ofNanos(System.nanoTime() - begun), reads, subscribers);
    return replays;
  }

  private void offer(Load load) {
    while (arriving) {
      load.ofImpatientCustomers(RATE, ARRIVALS).join();
    }
  }

  /** Every two seconds one of them has to go on from its last event. */
  private ScheduledExecutorService disconnecting(StreamSubscribers subscribers) {
    var clock = Executors.newSingleThreadScheduledExecutor();
    var choices = new Random(random.nextLong());
    var _ =
        clock.scheduleWithFixedDelay(
            () -> subscribers.disconnectOne(choices), 2, 2, TimeUnit.SECONDS);
    return clock;
  }

  /** Starts it, and waits for its end. */
  private static JsonNode ended(String url, String path) throws IOException {
    var started = Http.post(url + path, "", UUID.randomUUID().toString());
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    String location = url + started.headers().firstValue("Location").orElseThrow();
    var ended =
        await("the end of " + location)
            .atMost(LIMIT)
            .until(
                () -> Http.json(Http.get(location)),
                now -> !now.path("state").asString("RUNNING").equals("RUNNING"));
    System.out.println(ended);
    return ended;
  }

  private static void assertSameRows(JsonNode replay) {
    assertThat(replay.path("state").asString()).as("%s", replay).isEqualTo("DONE");
    assertThat(replay.path("percent").asInt()).as("%s", replay).isEqualTo(100);
    assertThat(replay.path("changed").asInt(-1)).as("%s", replay).isZero();
  }

  private static void assertNoDifference(JsonNode check) {
    assertThat(check.path("state").asString()).as("%s", check).isEqualTo("DONE");
    assertThat(check.path("differing").asInt(-1)).as("%s", check).isZero();
  }

  private static void report(
      Load load, Duration length, ConcurrentReads reads, StreamSubscribers subscribers) {
    System.out.printf(
        "%d orders/s offered for %d s, answered %s%n%s%n",
        RATE, length.toSeconds(), load.answers(), reads.summary());
    subscribers.all().forEach(System.out::println);
  }
}
