package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A shop's server that is called for each event. */
final class WebhookReceiver implements EventReceiver {

  private static final String ANY_KEY = "b3JkZXJmbG93LWRlbW8ta2V5LWtub3duLXRvLWFsbCE=";

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final int port = FreePort.find();
  private final List<PublishedEvent> received = new CopyOnWriteArrayList<>();
  private @Nullable HttpServer running;
  private volatile int kills;

  WebhookReceiver() {
    start();
  }

  /** The port is free again a moment after the server was stopped. */
  private synchronized void start() {
    await("the port")
        .atMost(LIMIT)
        .ignoreExceptionsMatching(BindException.class::isInstance)
        .until(this::started);
  }

  private boolean started() throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
    running = server;
    return true;
  }

  /** Stored before it is answered. */
  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(ReceivedJson.event(exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "ORDERFLOW_INTEGRATION_WEBHOOKS_ENABLED", "true",
        "ORDERFLOW_INTEGRATION_WEBHOOKS_ENCRYPTIONKEY", ANY_KEY,
        "ORDERFLOW_INTEGRATION_WEBHOOKS_ALLOWHTTP", "true",
        "ORDERFLOW_INTEGRATION_WEBHOOKS_ALLOWEDNETWORKS", "127.0.0.0/8",
        "ORDERFLOW_INTEGRATION_WEBHOOKS_FIRSTRETRY", "100ms",
        "ORDERFLOW_INTEGRATION_WEBHOOKS_LONGESTRETRY", "2s");
  }

  /** The URL of the webhook. */
  String endpoint() {
    return "http://127.0.0.1:%d/events".formatted(port);
  }

  @Override
  public void subscribe(String url) throws IOException {
    var body = "{\"url\": \"%s\"}".formatted(endpoint());
    var created = Http.post(url + "/api/v1/webhooks", body, "the-webhook");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @Override
  public boolean keepsOrder() {
    return false;
  }

  @Override
  public synchronized void killAndStartAgain() {
    close();
    kills++;
    start();
  }

  @Override
  public int kills() {
    return kills;
  }

  @Override
  public List<PublishedEvent> received() {
    return received;
  }

  @Override
  public synchronized void close() {
    if (running != null) {
      running.stop(0);
      running = null;
    }
  }
}
