package io.orderflow.integration.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server whose paths are endpoints; each can be told how to answer. */
final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<Request>> received = new ConcurrentHashMap<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);

  private Receiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static Receiver start() {
    try {
      return new Receiver(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** How an endpoint answers. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;

    static Answer status(int status, String body, String... headers) {
      return exchange -> {
        for (int i = 0; i < headers.length; i += 2) {
          exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      };
    }
  }

  record Request(Map<String, List<String>> headers, String body) {

    String header(String name) {
      return String.join(
          ",",
          headers.entrySet().stream()
              .filter(each -> each.getKey().equalsIgnoreCase(name))
              .flatMap(each -> each.getValue().stream())
              .toList());
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int port() {
    return server.getAddress().getPort();
  }

  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  void answer(String path, int status) {
    answer(path, Answer.status(status, ""));
  }

  /** Takes the request and says nothing until {@link #release}. */
  void hang(String path) {
    answer(path, _ -> await(released));
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  void release() {
    released.countDown();
  }

  List<Request> at(String path) {
    return received.getOrDefault(path, List.of());
  }

  List<String> idsAt(String path) {
    return at(path).stream().map(request -> request.header("webhook-id")).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      received
          .computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>())
          .add(new Request(Map.copyOf(exchange.getRequestHeaders()), body));
      answers.getOrDefault(path, Answer.status(204, "")).give(exchange);
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
