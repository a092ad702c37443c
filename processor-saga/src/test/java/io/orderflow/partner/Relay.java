package io.orderflow.partner;

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
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between an adapter and its partner, and spoils the answers in every way there is. */
public final class Relay implements AutoCloseable {

  /** What is done with a request and its answer. */
  @FunctionalInterface
  public interface Fault {
    void apply(Relay relay, HttpExchange exchange) throws IOException;
  }

  /** Passes the request on and the answer back. */
  public static final Fault NONE = (relay, exchange) -> answer(exchange, relay.forward(exchange));

  /** Passes the request on and hangs up: it has happened, and nobody is told. */
  public static final Fault LOSE_ANSWER =
      (relay, exchange) -> {
        relay.forward(exchange);
        exchange.close();
      };

  /** Passes the request on and never answers. */
  public static final Fault SILENCE =
      (relay, exchange) -> {
        relay.forward(exchange);
        relay.waitForTheEnd();
        exchange.close();
      };

  /** Begins an answer that never ends. */
  public static final Fault ENDLESS_ANSWER =
      (_, exchange) -> {
        exchange.sendResponseHeaders(200, 0);
        var spaces = " ".repeat(8192).getBytes(US_ASCII);
        try (var body = exchange.getResponseBody()) {
          while (true) {
            body.write(spaces);
          }
        }
      };

  /** Begins an answer, and stays silent in the middle of it. */
  public static final Fault STUCK_ANSWER =
      (relay, exchange) -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        relay.waitForTheEnd();
        exchange.close();
      };

  private final URI partner;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile Fault fault = NONE;

  public Relay(URI partner) {
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

  /** Answers with this instead of asking the partner. */
  public static Fault answering(int status, @Nullable String body) {
    return (_, exchange) -> answer(exchange, new Answered(status, body == null ? "" : body));
  }

  /** Passes the first request on, and gives its answer to every later one too. */
  public static Fault repeatingTheFirstAnswer() {
    var first = new AtomicReference<@Nullable Answered>();
    return (relay, exchange) -> {
      if (first.get() == null) {
        first.set(relay.forward(exchange));
      }
      answer(exchange, Objects.requireNonNull(first.get()));
    };
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void with(Fault next) {
    fault = next;
  }

  /** The bodies of all requests, in the order they came. */
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
            .header("Idempotency-Key", exchange.getRequestHeaders().getFirst("Idempotency-Key"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
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
