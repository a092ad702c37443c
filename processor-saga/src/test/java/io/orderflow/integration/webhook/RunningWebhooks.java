package io.orderflow.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import io.orderflow.integration.OrderStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node with webhooks, started once for all tests of it, and a receiver for each of them. */
@SpringBootTest(
    classes = WebhookApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.integration.webhooks.enabled=true",
      "orderflow.integration.webhooks.encryption-key=" + TestSettings.KEY,
      "orderflow.integration.webhooks.allow-http=true",
      "orderflow.integration.webhooks.allowed-networks=127.0.0.1/32",
      "orderflow.integration.webhooks.timeout=2m",
      "orderflow.integration.webhooks.first-retry=10ms",
      "orderflow.integration.webhooks.longest-retry=100ms",
      "orderflow.integration.webhooks.start=first-event"
    })
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class RunningWebhooks {

  static final String WEBHOOKS = "/api/v1/webhooks";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  static final String DATABASE = TestDatabase.createUrl();

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;
  @Autowired EventStore events;

  Receiver receiver = Receiver.start();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> DATABASE);
    properties.add("spring.datasource.username", () -> "postgres");
  }

  @BeforeEach
  void begin_with_none() {
    jdbc.update("delete from webhooks.endpoint");
  }

  @AfterEach
  void stop() {
    jdbc.update("delete from webhooks.endpoint");
    receiver.close();
  }

  OrderStream order() {
    return new OrderStream(events);
  }

  /**
   * @param more members of the request, each with a comma before it
   */
  Webhook create(String path, String... more) {
    var answer =
        send(
            "POST",
            WEBHOOKS,
            "{\"url\":\"" + receiver.url(path) + "\"" + String.join("", more) + "}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return new Webhook(
        answer.body().path("id").asString(), path, answer.body().path("secret").asString());
  }

  record Webhook(String id, String path, String secret) {

    String at() {
      return WEBHOOKS + "/" + id;
    }
  }

  record Answer(int status, JsonNode body, HttpResponse<String> whole) {

    String code() {
      return body.path("code").asString();
    }

    String tag() {
      return whole.headers().firstValue("ETag").orElseThrow();
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Answer post(String path) {
    return send("POST", path, null);
  }

  Answer send(String method, String path, @Nullable String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      var json = JsonMapper.shared();
      return new Answer(
          answer.statusCode(),
          answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body()),
          answer);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
