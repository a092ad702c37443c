package io.orderflow.views.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives server-sent events as a browser's {@code EventSource} does; needs no thread of its own.
 */
final class StreamClient implements Flow.Subscriber<String>, AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  /** With few threads, because those of the nodes are counted. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .executor(Executors.newFixedThreadPool(8, Thread.ofPlatform().daemon().factory()))
          .build();

  private final List<Received> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final List<String> lines = new ArrayList<>();
  private boolean closed;
  private volatile @Nullable String lastEventId;
  private volatile Flow.@Nullable Subscription connection;

  /** Connects, and returns once the answer has begun. */
  static StreamClient connect(int port, String path, @Nullable String lastEventId) {
    var client = new StreamClient();
    client.lastEventId = lastEventId;
    var answered = new CompletableFuture<Integer>();
    var _ =
        HTTP.sendAsync(
                request(port, path, lastEventId),
                answer -> {
                  answered.complete(answer.statusCode());
                  return HttpResponse.BodySubscribers.fromLineSubscriber(client);
                })
            .whenComplete(
                (_, failure) -> {
                  client.ended.complete(null);
                  if (failure != null) {
                    answered.completeExceptionally(failure);
                  }
                });
    assertThat(answered.join()).isEqualTo(200);
    return client;
  }

  static HttpResponse<String> refused(int port, String path, @Nullable String lastEventId) {
    try {
      return HTTP.send(request(port, path, lastEventId), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static HttpRequest request(int port, String path, @Nullable String lastEventId) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/orders" + path))
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return request.build();
  }

  List<Received> events() {
    return events;
  }

  @Nullable String lastEventId() {
    return lastEventId;
  }

  /** A client that goes without an id begins anew. */
  void awaitId() {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lastEventId != null || hasEnded());
  }

  /** Waits for the end of the answer, at most so long. */
  void awaitEnd(long millis) {
    try {
      ended.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException goesOn) {
      // It is the client that ends it.
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    connection = subscription;
    if (closed) { // before its answer had begun to arrive
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public synchronized void onNext(String line) {
    if (closed) {
      return;
    }
    if (!line.isEmpty()) {
      lines.add(line);
      return;
    }
    var id = field("id");
    if (id != null) {
      lastEventId = id;
    }
    var data = field("data");
    if (data != null) {
      events.add(new Received(String.valueOf(field("event")), JSON.readTree(data)));
    }
    lines.clear();
  }

  private @Nullable String field(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void onError(Throwable failure) {
    ended.complete(null);
  }

  @Override
  public void onComplete() {
    ended.complete(null);
  }

  /** Nothing is received after this, and the last id stays. */
  @Override
  public synchronized void close() {
    closed = true;
    var open = connection;
    if (open != null) {
      open.cancel();
    }
  }

  record Received(String name, JsonNode data) {

    String orderId() {
      return data.path("orderId").asString();
    }

    long version() {
      return data.path("version").asLong();
    }

    String status() {
      return data.path("status").asString();
    }
  }
}
