package io.orderflow.partner.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A proxy between an adapter and its partner that injects faults into the responses. */
public final class FaultyConnection implements AutoCloseable {

  /** How one request is handled. */
  @FunctionalInterface
  public interface Fault {
    void apply(FaultyConnection connection, HttpExchange exchange) throws IOException;
  }

  /** Forwards the request and returns the response. */
  public static final Fault NONE =
      (connection, exchange) -> answer(exchange, connection.forward(exchange));

  /** Forwards the request and closes the connection without a response. */
  public static final Fault LOST_RESPONSE =
      (connection, exchange) -> {
        connection.forward(exchange);
        exchange.close();
      };

  /** Forwards the request and never responds. */
  public static final Fault SILENCE =
      (connection, exchange) -> {
        connection.forward(exchange);
        connection.waitForTheEnd();
        exchange.close();
      };

  /** Sends a response that never ends. */
  public static final Fault ENDLESS_RESPONSE =
      (_, exchange) -> {
        exchange.sendResponseHeaders(200, 0);
        var spaces = " ".repeat(8192).getBytes(US_ASCII);
        try (var body = exchange.getResponseBody()) {
          while (true) {
            body.write(spaces);
          }
        }
      };

  /** Sends the first byte of a response and then nothing. */
  public static final Fault STALLED_RESPONSE =
      (connection, exchange) -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        connection.waitForTheEnd();
        exchange.close();
      };

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "http2-settings", "upgrade");

  private final URI partner;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile Fault fault = NONE;

  public FaultyConnection(URI partner) {
    this.partner = partner;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Responds with this instead of forwarding the request. */
  public static Fault answering(int status, @Nullable String body) {
    return (_, exchange) -> answer(exchange, new Answered(status, body == null ? "" : body));
  }

  /** Forwards the first request to each path, and repeats its response for every later one. */
  public static Fault repeatingTheFirstAnswer() {
    var first = new ConcurrentHashMap<String, Answered>();
    return (connection, exchange) -> {
      var path = exchange.getRequestURI().getPath();
      var answered = first.get(path);
      if (answered == null) {
        answered = connection.forward(exchange);
        first.put(path, answered);
      }
      answer(exchange, answered);
    };
  }

  /** Forwards as many requests unchanged, and applies the fault to the later ones. */
  public static Fault after(int unchanged, Fault fault) {
    var left = new AtomicInteger(unchanged);
    return (connection, exchange) ->
        (left.getAndDecrement() > 0 ? NONE : fault).apply(connection, exchange);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void with(Fault next) {
    fault = next;
  }

  /** The bodies of all forwarded requests, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    fault.apply(this, exchange);
  }

  record Answered(int status, String body) {}

  Answered forward(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    requests.add(new String(body, UTF_8));
    var request =
        HttpRequest.newBuilder(partner.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answered(response.statusCode(), response.body());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  private static void answer(HttpExchange exchange, Answered answered) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var body = answered.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
    exchange.sendResponseHeaders(answered.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void waitForTheEnd() {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
