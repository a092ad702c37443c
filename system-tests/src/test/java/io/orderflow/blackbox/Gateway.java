package io.orderflow.blackbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.blackbox.ServicePlace.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One address for all services: orders are read from one, placed at another. */
final class Gateway implements AutoCloseable {

  private static final Set<String> PASSED_ON =
      Set.of("content-type", "idempotency-key", "prefer", "if-none-match", "accept");
  private static final Set<String> ANSWERED =
      Set.of("content-type", "location", "etag", "idempotent-replayed", "retry-after");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Services services;
  private final HttpServer server;

  private Gateway(Services services, HttpServer server) {
    this.services = services;
    this.server = server;
  }

  static Gateway open(int port, Services services) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var gateway = new Gateway(services, HttpServer.create(address, 0));
      gateway.server.createContext("/", gateway::pass);
      gateway.server.setExecutor(gateway.threads);
      gateway.server.start();
      return gateway;
    } catch (IOException failed) {
      throw new UncheckedIOException("no gateway on port " + port, failed);
    }
  }

  private ServicePlace serviceFor(String method, String path) {
    if (path.startsWith("/api/v1/admin/orders") || path.startsWith("/api/v1/callbacks")) {
      return services.process();
    }
    boolean reads = method.equals("GET") && path.startsWith("/api/v1/orders");
    return reads ? services.query() : services.command();
  }

  /** What cannot be passed on is cut off, as it is where a process has been killed. */
  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var target = serviceFor(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      var request =
          HttpRequest.newBuilder(URI.create(target.url() + exchange.getRequestURI()))
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      exchange.getRequestHeaders().forEach((name, values) -> copy(name, values, request));
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer.headers().map().entrySet().stream()
          .filter(header -> ANSWERED.contains(header.getKey().toLowerCase(java.util.Locale.ROOT)))
          .forEach(header -> exchange.getResponseHeaders().put(header.getKey(), header.getValue()));
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(String name, List<String> values, HttpRequest.Builder request) {
    if (PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
      values.forEach(value -> request.header(name, value));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
