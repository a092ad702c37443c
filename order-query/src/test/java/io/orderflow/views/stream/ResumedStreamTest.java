package io.orderflow.views.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import io.orderflow.views.list.ListedOrder;
import io.orderflow.views.list.OrderRecording;
import io.orderflow.views.stream.StreamClient.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Clients that come and go, on two nodes of which one is restarted, while both write. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResumedStreamTest {

  private static final int WRITERS = 4;
  private static final int ORDERS = 40;
  private static final int CLIENTS = 3;

  private final String url = TestDatabase.createUrl();
  private volatile @Nullable Node second;

  /** A client that has not received everything by then shows what it has. */
  private volatile long givenUpAt = Long.MAX_VALUE;

  @Test
  @Timeout(900)
  void a_client_that_reconnects_to_any_node_receives_each_version_once() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("ResumedStreamTest: seed " + seed);
    var random = new Random(seed);
    try (var threads = Executors.newCachedThreadPool();
        var first = new Node(url)) {
      second = new Node(url);
      var clients = new ArrayList<Future<List<Received>>>();
      for (int client = 0; client < CLIENTS; client++) {
        var choices = new Random(random.nextLong());
        var begun = first.connect(null);
        clients.add(threads.submit(() -> receive(begun, first, choices)));
      }
      var orders = new ArrayList<>(write(threads, List.of(first, second), random));
      second.close();
      var others = write(threads, List.of(first), random);
      second = new Node(url);
      orders.addAll(others);
      givenUpAt = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);

      for (var client : clients) {
        var received = versions(client.get());
        assertThat(
                received.entrySet().stream()
                    .filter(e -> !e.getValue().equals(List.of(0L, 1L, 2L, 3L, 4L, 5L)))
                    .toList())
            .as("seed %d got %d", seed, received.size())
            .isEmpty();
        assertThat(received).as("seed %d", seed).isEqualTo(allOf(orders));
      }
    } finally {
      if (second != null) {
        second.close();
      }
    }
  }

  /**
   * Numbers commit out of order. The events are of now: a number that is missing before an old
   * event is not waited for.
   */
  private static List<ListedOrder> write(ExecutorService threads, List<Node> nodes, Random random)
      throws Exception {
    var written = new ArrayList<Future<List<ListedOrder>>>();
    for (int writer = 0; writer < WRITERS; writer++) {
      var recording = nodes.get(writer % nodes.size()).recording();
      var choices = new Random(random.nextLong());
      written.add(threads.submit(() -> write(recording, choices)));
    }
    var orders = new ArrayList<ListedOrder>();
    for (var each : written) {
      orders.addAll(each.get());
    }
    return orders;
  }

  private static List<ListedOrder> write(OrderRecording recording, Random random) {
    var orders = new ArrayList<ListedOrder>();
    for (int number = 0; number < ORDERS; number++) {
      var order = ListedOrder.of("alice", Instant.now(), "SKU-1 Laptop").completed("t");
      orders.add(order);
      for (int from = 0; from < 6; ) {
        int to = Math.min(6, from + 1 + random.nextInt(3));
        recording.append(order.upTo(to), from, Instant.now());
        from = to;
      }
    }
    return orders;
  }

  /** Stays for a random while, goes, and comes back to one of the nodes. */
  private List<Received> receive(StreamClient begun, Node first, Random random) throws Exception {
    var received = new ArrayList<Received>();
    var client = begun;
    while (true) {
      client.awaitId();
      client.awaitEnd(10 + random.nextInt(400));
      client.close();
      received.addAll(client.events());
      if (received.stream().filter(event -> event.version() == 5).count() >= 2 * WRITERS * ORDERS
          || System.nanoTime() > givenUpAt) {
        return received;
      }
      client = connect(client.lastEventId(), random.nextBoolean() ? second : first, first);
    }
  }

  private static StreamClient connect(
      @Nullable String lastId, @Nullable Node chosen, Node otherwise) {
    try {
      return (chosen == null ? otherwise : chosen).connect(lastId);
    } catch (RuntimeException | AssertionError away) {
      return otherwise.connect(lastId);
    }
  }

  private static Map<String, List<Long>> versions(List<Received> events) {
    return events.stream()
        .collect(
            Collectors.groupingBy(
                Received::orderId, Collectors.mapping(Received::version, Collectors.toList())));
  }

  private static Map<String, List<Long>> allOf(List<ListedOrder> orders) {
    return orders.stream()
        .collect(
            Collectors.toMap(
                order -> order.id().toString(), _ -> LongStream.range(0, 6).boxed().toList()));
  }

  /** A node of its own, on the shared database. */
  private static final class Node implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    Node(String url) {
      context =
          new SpringApplicationBuilder(StreamApplication.class)
              .run(
                  "--server.port=0",
                  "--spring.datasource.url=" + url,
                  "--orderflow.streams.heartbeat=1s",
                  "--orderflow.processors.claim-timeout=2s");
    }

    OrderRecording recording() {
      return context.getBean(OrderRecording.class);
    }

    StreamClient connect(@Nullable String lastEventId) {
      int port = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
      return StreamClient.connect(port, "/stream", lastEventId);
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
