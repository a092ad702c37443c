package io.orderflow.blackbox;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the stream of all orders that checks that it is sent each version of an order once,
 * in their order. Like a browser's {@code EventSource} it connects again with {@code Last-Event-ID}
 * when a connection ends.
 */
final class StreamSubscriber implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 100;

  private final String address;
  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger events = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable String lastEventId;
  private volatile @Nullable InputStream answer;
  private volatile @Nullable Received newest;

  private StreamSubscriber(String url) {
    address = url + "/api/v1/orders/stream";
  }

  /** Returns when it has its first position: it is sent everything that happens from now on. */
  static StreamSubscriber of(String url) {
    var subscriber = new StreamSubscriber(url);
    Thread.startVirtualThread(subscriber::receive);
    await("the first position").atMost(LIMIT).until(() -> subscriber.lastEventId != null);
    return subscriber;
  }

  /** What it was sent last; null before the first event. */
  @Nullable Received newest() {
    return newest;
  }

  /** Versions left out, sent again or in the wrong order, and refusals to go on. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /**
   * What it was not sent yet, and what it was sent although it is not there.
   *
   * @param there the newest version of each order
   */
  List<String> missing(Map<String, Long> there) {
    var sent = Map.copyOf(versions);
    var differences = new ArrayList<String>();
    there.forEach(
        (order, version) -> {
          if (!version.equals(sent.get(order))) {
            differences.add("%s: %d, sent %s".formatted(order, version, sent.get(order)));
          }
        });
    sent.keySet().stream()
        .filter(order -> !there.containsKey(order))
        .forEach(order -> differences.add(order + ": not there, sent " + sent.get(order)));
    return differences;
  }

  /** How often it went on from its last event. */
  int resumptions() {
    return Math.max(0, connections.get() - 1);
  }

  /** Ends the connection, at whatever byte it is; the client connects again. */
  void disconnect() {
    var open = answer;
    if (open != null) {
      close(open);
    }
  }

  private void receive() {
    try {
      do {
        connect();
      } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      violations.add("it has ended: " + failed);
    }
  }

  private void connect() {
    try {
      var response = Http.stream(address, lastEventId);
      try (var body = response.body()) {
        if (response.statusCode() == 200) {
          read(body);
        } else {
          refused(response);
        }
      }
    } catch (IOException lost) {
      answer = null; // and it connects again
    }
  }

  private void read(InputStream body) throws IOException {
    connections.incrementAndGet();
    answer = body;
    var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    var fields = new HashMap<String, String>();
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        dispatch(fields);
        fields.clear();
      } else {
        int colon = line.indexOf(": ");
        fields.put(line.substring(0, Math.max(0, colon)), line.substring(colon + 1).strip());
      }
    }
  }

  /** A position may come without an event, and an event without a position. */
  private void dispatch(Map<String, String> fields) {
    var id = fields.get("id");
    if (id != null) {
      lastEventId = id;
    }
    var data = fields.get("data");
    if (data != null) {
      receive(String.valueOf(fields.get("event")), JSON.readTree(data));
    }
  }

  private void receive(String name, JsonNode order) {
    var received = new Received(order.get("orderId").asString(), order.get("version").asLong());
    var next = versions.getOrDefault(received.orderId(), -1L) + 1;
    if (!name.equals("order") || received.version() != next) {
      violations.add(
          "%s of %s instead of version %d, up to %s on connection %d"
              .formatted(name, received, next, lastEventId, connections.get()));
    }
    versions.merge(received.orderId(), received.version(), Math::max);
    events.incrementAndGet();
    newest = received;
  }

  private void refused(HttpResponse<InputStream> response) throws IOException {
    if (response.statusCode() != 503) {
      var why = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
      violations.add("refused at %s: %s".formatted(lastEventId, why));
    }
  }

  @Override
  public String toString() {
    return "%d orders in %d events of a stream, resumed %d times"
        .formatted(versions.size(), events.get(), resumptions());
  }

  @Override
  public void close() {
    closed.countDown();
    disconnect();
  }

  private static void close(InputStream open) {
    try {
      open.close();
    } catch (IOException broken) {
      // It has ended.
    }
  }

  record Received(String orderId, long version) {}
}
