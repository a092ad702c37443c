package io.orderflow.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TestDatabase;
import io.orderflow.web.security.TestIssuer;
import io.orderflow.web.security.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole, asking for tokens; started once for all tests in this package. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.simulator.enabled=false",
      "orderflow.console.demo.enabled=true",
      "management.server.port=0",
      "orderflow.integration.webhooks.enabled=true",
      // No partner runs: an order stays where it was placed, however long a test takes.
      "orderflow.partners.payment.url=http://127.0.0.1:9",
      "orderflow.fulfillment.stock.deadline=5m",
      "orderflow.fulfillment.payment.deadline=5m",
      "orderflow.ordering.most-behind=24h",
      "orderflow.callbacks.secrets=" + SecuredApplication.CALLBACK_SECRET
    })
@ActiveProfiles("demo")
abstract class SecuredApplication {

  static final String CALLBACK_SECRET = "a-callback-secret-that-must-never-be-logged";
  static final TestIssuer ISSUER = TestIssuer.start();

  /** Where browsers reach it: behind a proxy that ends TLS. */
  static final String SITE = "https://orders.example.com";

  static final TestProvider PROVIDER = TestProvider.start(ISSUER, SITE);

  static {
    ISSUER.signFor(PROVIDER);
  }

  static final String ALICE = ISSUER.token("alice", "orders:write orders:read");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @LocalManagementPort int managementPort;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("orderflow.database.url", () -> url);
    properties.add("orderflow.database.username", () -> "postgres");
    properties.add("orderflow.security.issuer", ISSUER::name);
    properties.add("orderflow.security.audience", () -> TestIssuer.AUDIENCE);
    properties.add("orderflow.security.jwk-set-uri", ISSUER::keysAt);
    properties.add("orderflow.security.login.client-id", () -> TestProvider.CLIENT);
    properties.add("orderflow.security.login.client-secret", () -> TestProvider.SECRET);
    properties.add("orderflow.security.login.public-url", () -> SITE);
  }

  static String order(@Nullable String customer) {
    String whose = customer == null ? "" : "\"customerId\":\"" + customer + "\",";
    return "{" + whose + "\"items\":[{\"sku\":\"mouse\",\"quantity\":1}],\"paymentMethod\":\"pm\"}";
  }

  /** The id of a new order. */
  String placed(String token, @Nullable String customer) {
    var answer = send("POST", "/api/v1/orders", token, order(customer));
    return json(answer).path("orderId").asString();
  }

  /** The id of a new order of the token's customer that can be read at once. */
  String shown(String token) {
    var order = placed(token, null);
    await()
        .untilAsserted(
            () ->
                assertThat(get("/api/v1/orders/" + order, token).statusCode())
                    .as(order)
                    .isEqualTo(200));
    return order;
  }

  HttpResponse<String> get(String path, @Nullable String token) {
    return send("GET", path, token, null);
  }

  /**
   * @param headers names and values in turn
   */
  HttpResponse<String> send(
      String method,
      String path,
      @Nullable String token,
      @Nullable String body,
      String... headers) {
    return sendTo(port, method, path, token, body, headers);
  }

  static HttpResponse<String> sendTo(
      int port,
      String method,
      String path,
      @Nullable String token,
      @Nullable String body,
      String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !List.of(headers).contains("Content-Type")) {
      boolean patch = method.equals("PATCH");
      request.header("Content-Type", patch ? "application/merge-patch+json" : "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return CLIENT.send(
          (headers.length == 0 ? request : request.headers(headers)).build(),
          SecuredApplication::body);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static BodySubscriber<String> body(ResponseInfo answer) {
    var type = answer.headers().firstValue("Content-Type").orElse("");
    return type.startsWith("text/event-stream") ? new Unread() : BodySubscribers.ofString(UTF_8);
  }

  /** Of a stream, which does not end, nothing is asked for. */
  private static final class Unread implements BodySubscriber<String> {

    @Override
    public CompletionStage<String> getBody() {
      return CompletableFuture.completedStage("");
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      // It stays open until the application is closed.
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      throw new IllegalStateException("nothing was asked for");
    }

    @Override
    public void onError(Throwable failure) {
      // It has ended.
    }

    @Override
    public void onComplete() {
      // It has ended.
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
