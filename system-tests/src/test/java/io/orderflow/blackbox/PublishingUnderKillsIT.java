package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.orderflow.integration.rabbitmq.RabbitMqServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Public events at every receiver, while replicas and the receivers themselves are killed under
 * orders of every kind. {@code -Dpublishing.seconds}, {@code .replicas}, {@code .rate}, {@code
 * .between-kills} and {@code .seed} make it longer, larger, or the same again. A start of a replica
 * takes a core for 10 to 25 seconds, so several need more time between kills.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
@Tag("alone")
class PublishingUnderKillsIT {

  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("publishing.seconds", 30));
  private static final int REPLICAS = Integer.getInteger("publishing.replicas", 2);
  private static final int PER_SECOND = Integer.getInteger("publishing.rate", 5);
  private static final long SEED = Long.getLong("publishing.seed", System.nanoTime());
  private static final Duration BETWEEN_KILLS =
      Duration.ofSeconds(Integer.getInteger("publishing.between-kills", 12));
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The events of which customers are told. */
  private static final Set<String> OF_CUSTOMERS =
      Set.of(
          "io.orderflow.order.created.v1",
          "io.orderflow.order.paid.v1",
          "io.orderflow.payment.declined.v1",
          "io.orderflow.order.shipped.v1",
          "io.orderflow.order.completed.v1",
          "io.orderflow.order.cancelled.v1",
          "io.orderflow.payment.refunded.v1");

  private final Random random = new Random(SEED);
  private int kills;

  @Test
  void every_receiver_has_every_event_of_every_order_in_order_and_no_other(@TempDir Path folder)
      throws Exception {
    var receivers = new HashMap<String, EventReceiver>();
    try (var database = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        var partners = RunningSimulator.start(folder.resolve("partners"));
        var place = TestFolder.in(folder.resolve("orderflow"))) {
      receivers.put("Kafka", new KafkaReceiver(folder.resolve("kafka")));
      receivers.put("Webhook", new WebhookReceiver());
      if (RabbitMqServer.isInstalled()) {
        receivers.put("RabbitMQ", new RabbitMqReceiver());
      } else {
        System.err.println("There is no RabbitMQ: it is left out.");
      }
      var settings =
          new HashMap<>(
              RunningOrderflow.elsewhere(partners, database.getJdbcUrl("postgres", "postgres")));
      settings.put("ORDERFLOW_CALLBACKS_BASEURL", place.url());
      settings.put("ORDERFLOW_INTEGRATION_NOTIFICATIONS_ENABLED", "true");
      settings.put("ORDERFLOW_INTEGRATION_NOTIFICATIONS_URL", partners.url());
      receivers.values().forEach(receiver -> settings.putAll(receiver.settings()));
      try (var replicas =
              new Replicas(Replicas.program(), Replicas.places(place, REPLICAS), settings);
          var _ = Balancer.at(place.api(), replicas.ports());
          var shops = new Shops(replicas)) {
        replicas.up();
        for (var receiver : receivers.values()) {
          receiver.subscribe(place.url());
        }
        underKills(replicas, shops, List.copyOf(receivers.values()));
        assertEverythingArrived(database.getPostgresDatabase(), receivers);
        assertEveryCustomerWasTold(database.getPostgresDatabase(), partners.ledger());
      }
    } finally {
      receivers.values().forEach(EventReceiver::close);
    }
  }

  /** Each receiver is killed at least once. */
  private void underKills(Replicas replicas, Shops shops, List<EventReceiver> receivers) {
    var restarts = new ArrayList<CompletableFuture<Void>>();
    long end = System.nanoTime() + LENGTH.toNanos();
    shops.order(PER_SECOND);
    for (int turn = 0; passes(BETWEEN_KILLS, end); turn++) {
      killOne(replicas, restarts);
      var receiver = receivers.get(turn % receivers.size());
      restarts.add(
          CompletableFuture.runAsync(receiver::killAndStartAgain, Thread::startVirtualThread));
    }
    receivers.stream()
        .filter(receiver -> receiver.kills() == 0)
        .forEach(EventReceiver::killAndStartAgain);
    shops.stop();
    await("answers to all orders")
        .atMost(LIMIT)
        .until(() -> shops.answered().size() + shops.failures().size() >= shops.begun());
    CompletableFuture.allOf(restarts.toArray(CompletableFuture<?>[]::new)).join();
    replicas.up();
    System.out.printf("seed %d: %d orders, %d kills of replicas%n", SEED, shops.begun(), kills);
    assertThat(shops.failures()).isEmpty();
    assertThat(kills).isPositive();
  }

  private static boolean passes(Duration time, long end) {
    long until = Math.min(end, System.nanoTime() + time.toNanos());
    await("the next kill")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> System.nanoTime() >= until);
    return until < end;
  }

  private void killOne(Replicas replicas, List<CompletableFuture<Void>> restarts) {
    var ready = replicas.ready();
    if (!ready.isEmpty()) {
      int victim = ready.get(random.nextInt(ready.size()));
      if (replicas.kill(victim) > 0) {
        kills++;
      }
      restarts.add(
          CompletableFuture.runAsync(() -> replicas.up(victim), Thread::startVirtualThread));
    }
  }

  /** Some orders still move; whatever they do arrives as well. */
  private static void assertEverythingArrived(
      DataSource database, Map<String, EventReceiver> receivers) {
    try (var stored = new StoredPublicEvents()) {
      await("every event at every receiver")
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                for (var receiver : receivers.entrySet()) {
                  // First the events, then what must have arrived before or has arrived meanwhile.
                  var expected = idsOf(stored.of(database));
                  var received = receiver.getValue().received();
                  assertThat(received).isNotEmpty();
                  assertThat(
                          PublishedEventCheck.wrong(
                              expected, received, receiver.getValue().keepsOrder()))
                      .as(receiver.getKey())
                      .isEmpty();
                }
              });
    }
    receivers.forEach(PublishingUnderKillsIT::report);
  }

  private static Map<String, List<String>> idsOf(Map<String, List<CloudEvent>> events) {
    return events.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> each.getValue().stream().map(CloudEvent::getId).toList()));
  }

  /** The notification service knows a repetition by its key. */
  private static void assertEveryCustomerWasTold(DataSource database, Ledger ledger) {
    try (var stored = new StoredPublicEvents()) {
      await("every notification")
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                var expected = new TreeMap<String, Long>();
                stored
                    .of(database)
                    .forEach(
                        (order, events) ->
                            expected.put(
                                order,
                                events.stream()
                                    .filter(event -> OF_CUSTOMERS.contains(event.getType()))
                                    .count()));
                var told = new TreeMap<String, Long>();
                ledger
                    .byOrder()
                    .forEach((order, entries) -> told.put(order, notifications(entries)));
                assertThat(told).isEqualTo(expected);
              });
    }
  }

  private static long notifications(List<Ledger.Entry> entries) {
    return entries.stream().filter(entry -> entry.kind().equals("NOTIFICATION")).count();
  }

  private static void report(String name, EventReceiver receiver) {
    try {
      var all = receiver.received();
      long different = all.stream().map(PublishedEvent::id).distinct().count();
      System.out.printf(
          "%s: %d events, %d of them repetitions, %d kills of it%n",
          name, all.size(), all.size() - different, receiver.kills());
    } catch (Exception away) {
      throw new IllegalStateException(away);
    }
  }
}
