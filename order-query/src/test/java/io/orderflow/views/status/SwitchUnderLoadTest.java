package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays on two nodes while orders begin, go on and are read, in an order drawn from a seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SwitchUnderLoadTest {

  private static final int REPLAYS = 3;

  /**
   * So many events the writer is ahead of the view, and one write more. A switch has two seconds to
   * bring the new rows as far as those that are read: on a slow machine they would never get there
   * against a writer that waits for nothing.
   */
  private static final int MOST_AHEAD = 60;

  private final String url = TestDatabase.createUrl();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Written> orders = new CopyOnWriteArrayList<>();
  private final Map<OrderId, Long> seen = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> turnedBack = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(longs = {7, 2026})
  void no_event_is_lost_and_no_reader_sees_an_older_order(long seed) {
    try (var node = new QueryNode(url);
        var other = new QueryNode(url)) {
      node.shown(node.record(50));
      var writer = repeated(writing(node, new Random(seed)));
      var reader = repeated(reading(List.of(node, other), new Random(seed + 1)));

      for (int i = 0; i < REPLAYS; i++) {
        other.assertEnds(node.startReplay(), "DONE");
      }
      stopped.set(true);
      CompletableFuture.allOf(writer, reader).join();

      assertThat(turnedBack).as("seed %s", seed).isEmpty();
      assertThat(seen).isNotEmpty();
      assertThat(node.letters()).isEmpty();
      await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertFolded(node, seed));
    }
  }

  /** Begins an order, or lets one go on by some of its events. */
  private Runnable writing(QueryNode node, Random random) {
    long before = shown(node);
    return () -> {
      await()
          .atMost(QueryNode.PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> before + written() - shown(node) <= MOST_AHEAD);
      if (orders.isEmpty() || random.nextInt(4) == 0) {
        var id = new OrderId(new UUID(random.nextLong(), random.nextLong()));
        orders.add(new Written(id, new OrderEvents(id).until(Step.DELIVERY)));
      }
      orders.get(random.nextInt(orders.size())).goOn(node, 1 + random.nextInt(3));
    };
  }

  private long written() {
    return orders.stream().mapToLong(order -> order.stored).sum();
  }

  /** The events that the rows are made of. */
  private static long shown(QueryNode node) {
    return Objects.requireNonNull(
        node.jdbc()
            .queryForObject(
                "select coalesce(sum(version + 1), 0) from views.order_view", Long.class));
  }

  private Runnable reading(List<QueryNode> nodes, Random random) {
    return () -> {
      if (!orders.isEmpty()) {
        var order = orders.get(random.nextInt(orders.size()));
        var answer = nodes.get(random.nextInt(nodes.size())).get(order.id());
        long before = seen.getOrDefault(order.id(), -1L);
        long now =
            answer.statusCode() == 200 ? QueryNode.json(answer).path("version").asLong() : -1;
        if (now < before) {
          turnedBack.add("%s was %d, is %s".formatted(order.id(), before, answer.body()));
        }
        seen.put(order.id(), Math.max(before, now));
      }
    };
  }

  private void assertFolded(QueryNode node, long seed) {
    var rows = node.bean(OrderRowStore.class).load(orders.stream().map(Written::id).toList());
    for (var order : orders) {
      assertThat(rows.get(order.id())).as("seed %s", seed).isEqualTo(order.state());
    }
  }

  private CompletableFuture<Void> repeated(Runnable work) {
    return CompletableFuture.runAsync(
        () -> {
          while (!stopped.get()) {
            work.run();
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }

  /** An order, and how many of its events are stored. */
  private static final class Written {

    private final OrderId id;
    private final List<OrderEvent> history;
    private int stored;

    Written(OrderId id, List<OrderEvent> history) {
      this.id = id;
      this.history = new ArrayList<>(history);
    }

    OrderId id() {
      return id;
    }

    void goOn(QueryNode node, int events) {
      int to = Math.min(stored + events, history.size());
      if (stored < to) {
        node.record(stored, history.subList(stored, to));
        stored = to;
      }
    }

    /** Null before the first event. The event store keeps times to the millisecond. */
    @Nullable OrderViewState state() {
      OrderViewState state = null;
      for (int sequence = 0; sequence < stored; sequence++) {
        var at = OrderEvents.at(sequence).truncatedTo(ChronoUnit.MILLIS);
        state = OrderFold.fold(state, history.get(sequence), sequence, at);
      }
      return state;
    }
  }
}
