package io.orderflow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.WebModule;
import io.orderflow.web.problem.ParcelEndpoints;
import io.orderflow.web.problem.RawHttp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What becomes of requests that do not arrive, over a real Tomcat. The limits are short, so only
 * requests are sent here that exceed them.
 */
@DirtiesContext
@SpringBootTest(
    classes = TimeLimitsTest.Application.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.http.body-timeout=2s",
      "server.tomcat.connection-timeout=2s",
    })
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeLimitsTest {

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, ParcelEndpoints.class})
  static class Application {}

  private static final String POST =
      """
      POST /parcels HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Content-Type: application/json\r
      """;

  @LocalServerPort int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @Test
  void a_request_head_that_never_arrives_closes_the_connection() {
    assertThat(RawHttp.exchange(port, "GET /parcels HTTP/1.1\r\nHost: lo")).isEmpty();
  }

  @Test
  void a_body_that_never_arrives_is_408() {
    isTimeout(RawHttp.exchange(port, POST + "Content-Length: 100\r\n\r\n{"));
  }

  @Test
  void a_body_without_its_last_chunk_is_refused_and_closes_the_connection() {
    String answer = RawHttp.exchange(port, POST + "Transfer-Encoding: chunked\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 (400|408) .*");
    assertThat(answer).contains("application/problem+json").containsOnlyOnce("HTTP/1.1 4");
  }

  @Test
  void a_body_that_comes_too_slowly_is_408() {
    try (var http = new RawHttp(port)) {
      http.send(POST + "Content-Length: 100000\r\n\r\n");
      await()
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions() // the connection may end while this sends
          .until(() -> http.hasAnswer() || http.send("a").hasAnswer());
      isTimeout(http.answer());
    }
  }

  @Test
  void the_body_of_a_method_that_is_not_allowed_is_not_waited_for_longer() {
    try (var http = new RawHttp(port)) {
      http.send("BREW /parcels HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n");
      var end = CompletableFuture.supplyAsync(http::answer);
      await()
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions() // the connection may end while this sends
          .until(() -> end.isDone() || http.send("a") == null);
    }
  }

  private static void isTimeout(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 408");
    assertThat(answer).contains("application/problem+json", "\"code\":\"REQUEST_TIMEOUT\"");
    assertThat(answer).doesNotContain("xception", "org.apache");
  }
}
