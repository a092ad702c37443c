package io.orderflow.views.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.orderflow.api.OrderId;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.list.OrderHistories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Prints the rate of a replay of generated orders, on one node. Run by its name only. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayRate {

  private static final int EVENTS_OF_TRANSACTION = 1_000;
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** System properties: {@code replay.orders}, and {@code replay.rounds}. */
  @Test
  void a_replay_of_many_orders() {
    int orders = Integer.getInteger("replay.orders", 50_000);
    try (var node = new QueryNode(TestDatabase.createUrl())) {
      long events = record(node, orders);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> shown(node) == events);
      node.jdbc().execute("vacuum analyze");
      for (int round = 0; round < Integer.getInteger("replay.rounds", 3); round++) {
        replay(node, orders, events);
      }
    }
  }

  private static void replay(QueryNode node, int orders, long events) {
    double application = applicationSeconds();
    double postgres = postgresSeconds(node);
    var replay = node.startReplay();
    await()
        .atMost(PATIENCE)
        .until(() -> !node.progress(replay).path("state").asString().equals("RUNNING"));
    var ended = node.progress(replay);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("DONE");
    var took =
        Duration.between(
            Instant.parse(ended.path("startedAt").asString()),
            Instant.parse(ended.path("endedAt").asString()));
    System.out.printf(
        "%,d orders, %,d events in %.1f s: %,.0f events/s with indexes and comparison; CPU per event: application %.0f µs,"
            + " PostgreSQL %.0f µs; load average %.1f%n",
        orders,
        events,
        took.toMillis() / 1e3,
        events / (took.toMillis() / 1e3),
        (applicationSeconds() - application) / events * 1e6,
        (postgresSeconds(node) - postgres) / events * 1e6,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** In the order of their times, as a shop would have stored them. */
  private static long record(QueryNode node, int orders) {
    var histories = new OrderHistories(orders);
    var all =
        IntStream.rangeClosed(1, orders)
            .mapToObj(histories::history)
            .flatMap(order -> order.events().stream().map(each -> message(order.orderId(), each)))
            .sorted(Comparator.comparing(EventMessage::getTimestamp))
            .toList();
    var store = node.bean(EventStore.class);
    var transactions = node.bean(TransactionManager.class);
    for (int from = 0; from < all.size(); from += EVENTS_OF_TRANSACTION) {
      var some = all.subList(from, Math.min(all.size(), from + EVENTS_OF_TRANSACTION));
      transactions.executeInTransaction(() -> store.publish(new ArrayList<>(some)));
    }
    return all.size();
  }

  private static EventMessage<?> message(OrderId orderId, RecordedEvent event) {
    String id = orderId.toString();
    return new GenericDomainEventMessage<>(
        "Order",
        id,
        event.sequence(),
        event.payload(),
        MetaData.emptyInstance(),
        id + ":" + event.sequence(),
        event.at());
  }

  private static long shown(QueryNode node) {
    return requireNonNull(
        node.jdbc()
            .queryForObject(
                "select coalesce(sum(version + 1), 0) from views.order_view", Long.class));
  }

  private static double applicationSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  /** Of the server's processes, also those that have ended; of this machine. */
  private static double postgresSeconds(QueryNode node) {
    long backend =
        requireNonNull(node.jdbc().queryForObject("select pg_backend_pid()", Long.class));
    var server = ProcessHandle.of(backend).orElseThrow().parent().orElseThrow();
    double ticks = server.children().mapToDouble(each -> ticks(each.pid(), 11, 12)).sum();
    return (ticks + ticks(server.pid(), 11, 12, 13, 14)) / 100;
  }

  private static double ticks(long process, int... fields) {
    try {
      var stat = Files.readString(Path.of("/proc/" + process + "/stat"));
      var values = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      return IntStream.of(fields).mapToLong(field -> Long.parseLong(values.get(field))).sum();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
