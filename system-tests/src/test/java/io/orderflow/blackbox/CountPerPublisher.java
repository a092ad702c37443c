package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import io.orderflow.integration.rabbitmq.RabbitMqServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how many statements and transactions that write an order costs with each publisher: of
 * orders placed as fast as they are taken, and of orders alone. PostgreSQL counts them, until all
 * events of the orders are published. Run by its name only.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CountPerPublisher {

  private static final int WARM_UP = 200;
  private static final int AT_LOAD = 500;
  private static final int ALONE = 20;
  private static final int CUSTOMERS = 16;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Tells the statements of orderflow from those of this class. */
  private static final String ROLE = "orderflow";

  private static final String ENDED =
      """
      select count(*) from eventstore.domain_event_entry
      where payload_type in ('order.shipment-delivered', 'order.cancelled')""";

  private final EmbeddedPostgres server;
  private final Map<String, Map<String, String>> publishers = new LinkedHashMap<>();
  private final Map<String, EventReceiver> receivers = new HashMap<>();
  private int placed;

  CountPerPublisher() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .start();
  }

  private record Counts(double statements, double writes) {

    Counts since(Counts earlier) {
      return new Counts(statements - earlier.statements, writes - earlier.writes);
    }

    Counts times(double factor) {
      return new Counts(statements * factor, writes * factor);
    }
  }

  private interface Placing {
    void place() throws Exception;
  }

  @Test
  void an_order_costs_so_much_with_each_publisher(@TempDir Path folder) throws Exception {
    var instant = Map.of("SIMULATOR_CALLBACKDELAY", "0s", "SIMULATOR_DELIVERYAFTER", "0s");
    try (server;
        var partners =
            RunningSimulator.start(folder.resolve("partners"), FreePort.find(), instant)) {
      execute("create extension pg_stat_statements");
      execute("create role " + ROLE + " login superuser");
      publishers.put(
          "notifications",
          Map.of(
              "ORDERFLOW_INTEGRATION_NOTIFICATIONS_ENABLED",
              "true",
              "ORDERFLOW_INTEGRATION_NOTIFICATIONS_URL",
              partners.url()));
      receivers.put("kafka", new KafkaReceiver(folder.resolve("broker")));
      receivers.put("webhooks", new WebhookReceiver());
      if (RabbitMqServer.isInstalled()) {
        receivers.put("rabbitmq", new RabbitMqReceiver());
      }
      receivers.forEach((name, receiver) -> publishers.put(name, receiver.settings()));
      System.out.printf("%n| publishers | statements | writes | alone: statements | writes |%n");
      System.out.printf("|---|---|---|---|---|%n");
      count(Set.of(), partners, folder);
      for (var name : publishers.keySet()) {
        count(Set.of(name), partners, folder);
      }
      count(publishers.keySet(), partners, folder);
    } finally {
      receivers.values().forEach(EventReceiver::close);
    }
  }

  private void count(Set<String> names, RunningSimulator partners, Path folder) throws Exception {
    var settings =
        new HashMap<>(
            RunningOrderflow.elsewhere(
                partners, "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort())));
    settings.putAll(RunningServices.PATIENT);
    settings.put("ORDERFLOW_DATABASE_USERNAME", ROLE);
    names.forEach(name -> settings.putAll(Objects.requireNonNull(publishers.get(name))));
    var place = TestFolder.in(folder.resolve("with-" + String.join("-", names)));
    try (var orderflow = new Replicas(Replicas.program(), List.of(place), settings)) {
      orderflow.up();
      var webhook = receivers.get("webhooks");
      if (webhook != null && names.equals(Set.of("webhooks"))) {
        webhook.subscribe(place.url());
      }
      place(place, WARM_UP);
      awaitPublished(names);
      var before = counts();
      await("what is done when idle").pollDelay(IDLE).atMost(LIMIT).until(() -> true);
      var idle = counts().since(before).times(1.0 / IDLE.toSeconds());
      var atLoad = perOrder(names, idle, AT_LOAD, () -> place(place, AT_LOAD));
      var alone = perOrder(names, idle, ALONE, () -> placeOneByOne(names, place));
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.1f |%n",
          names.isEmpty() ? "none" : String.join(", ", names),
          atLoad.statements(),
          atLoad.writes(),
          alone.statements(),
          alone.writes());
    }
  }

  private Counts perOrder(Set<String> names, Counts idle, int orders, Placing placing)
      throws Exception {
    var before = counts();
    long start = System.nanoTime();
    placing.place();
    awaitPublished(names);
    double seconds = (System.nanoTime() - start) / 1e9;
    return counts().since(before).since(idle.times(seconds)).times(1.0 / orders);
  }

  private void placeOneByOne(Set<String> names, TestFolder place) throws Exception {
    for (int turn = 0; turn < ALONE; turn++) {
      place(place, 1);
      awaitPublished(names);
    }
  }

  private void place(TestFolder place, int orders) throws Exception {
    int first = placed;
    placed += orders;
    try (var customers = new Customers(place.api());
        var threads = Executors.newFixedThreadPool(CUSTOMERS)) {
      var answers =
          threads.invokeAll(
              IntStream.range(first, placed)
                  .<Callable<Integer>>mapToObj(number -> () -> statusOf(customers, number))
                  .toList());
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(201);
      }
    }
  }

  /** A customer who is told that there is too much to do comes back. */
  private static int statusOf(Customers customers, int number) {
    return await("room for an order")
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .atMost(LIMIT)
        .until(
            () ->
                customers.post("/api/v1/orders", "count-" + number, LoadOrder.PAID.body()).status(),
            status -> status != 503);
  }

  /** All events of all orders, by the processors and receivers that there are. */
  private void awaitPublished(Set<String> names) {
    var processors =
        names.stream()
            .map(name -> ", 'integration-" + name + "'")
            .collect(Collectors.joining("", "'order-views'", ""));
    var behind =
        """
        select count(*) from (select * from views.token_entry %s) entry
        where processor_name in (%s)
          and (regexp_match(convert_from(token, 'UTF8'), '"index" *: *(\\d+)'))[1]::bigint
            < (select max(global_index) from eventstore.domain_event_entry)"""
            .formatted(
                names.isEmpty() ? "" : "union all select * from integration.token_entry",
                processors);
    await("all events")
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(number(ENDED)).isEqualTo(placed);
              assertThat(number(behind)).isZero();
              if (names.contains("webhooks")) {
                assertThat(number("select count(*) from webhooks.delivery where state = 'WAITING'"))
                    .isZero();
              }
            });
  }

  private Counts counts() throws SQLException {
    return new Counts(
        number(
            """
            select sum(calls) from pg_stat_statements
            where userid = '%s'::regrole and query !~* '^(begin|commit)'"""
                .formatted(ROLE)),
        number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint"));
  }

  private long number(String query) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
