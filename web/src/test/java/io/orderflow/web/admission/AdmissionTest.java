package io.orderflow.web.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.WebModule;
import io.orderflow.web.problem.RawHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One place for commands, and one to wait for it. */
@DirtiesContext
@SpringBootTest(
    classes = AdmissionTest.Application.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.admission.lanes.commands.at-once=1",
      "orderflow.admission.lanes.commands.waiting=1",
      "orderflow.admission.lanes.reads.at-once=1",
      "orderflow.admission.lanes.reads.waiting=0",
      // The most there is: a request that waits here must not give up.
      "orderflow.admission.patience=10s",
      "orderflow.admission.retry-after=7s"
    })
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AdmissionTest {

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, AdmissionTestEndpoints.class})
  static class Application {}

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @Autowired AdmissionTestEndpoints doors;
  @Autowired MeterRegistry meters;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @AfterEach
  void open() {
    doors.open();
    doors.fallBehind(false);
  }

  @Test
  void a_request_beyond_all_places_is_refused_at_once_with_retry_after() {
    doors.shut();
    var first = post("/api/v1/doors");
    var second = post("/api/v1/doors");
    await().until(() -> gauge("admitted", "commands") == 1 && gauge("waiting", "commands") == 1);
    int served = doors.served();

    isRefused(post("/api/v1/doors").join());

    doors.open();
    assertThat(Stream.of(first, second).map(CompletableFuture::join))
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    assertThat(doors.served()).isEqualTo(served + 2);
    await().until(() -> gauge("admitted", "commands") == 0);
  }

  @Test
  void a_request_that_waits_too_long_for_a_place_is_refused() {
    doors.shut();
    var first = post("/api/v1/doors");
    await().until(() -> gauge("admitted", "commands") == 1);

    isRefused(post("/api/v1/doors").join());

    assertThat(doors.inside()).isEqualTo(1);
    doors.open();
    assertThat(first.join().statusCode()).isEqualTo(200);
  }

  @Test
  void a_full_traffic_class_does_not_affect_another() {
    doors.shut();
    var command = post("/api/v1/doors");
    var read = get("/api/v1/doors");
    await().until(() -> doors.inside() == 2);

    isRefused(get("/api/v1/doors").join());
    assertThat(post("/api/v1/callbacks/doors").join().statusCode()).isEqualTo(200);
    assertThat(post("/api/v1/admin/doors").join().statusCode()).isEqualTo(200);
    assertThat(get("/health").join().statusCode()).isEqualTo(200);

    doors.open();
    assertThat(command.join().statusCode()).isEqualTo(200);
    assertThat(read.join().statusCode()).isEqualTo(200);
  }

  @Test
  void a_client_that_sends_slowly_holds_no_place() {
    try (var slow = new RawHttp(port)) {
      slow.send("POST /api/v1/doors HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n");
      slow.send("Content-Length: 4\r\nConnection: close\r\n\r\nab");
      assertThat(post("/api/v1/doors").join().statusCode()).isEqualTo(200);
      assertThat(slow.send("cd").answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void an_admission_policy_of_a_module_can_refuse() {
    assertThat(post("/api/v1/free").join().statusCode()).isEqualTo(200);
    doors.fallBehind(true);
    double before = refused();
    var answer = post("/api/v1/free").join();
    isRefused(answer);
    assertThat(answer.body()).contains("We are behind.");
    assertThat(refused()).isEqualTo(before + 1);
  }

  private static void isRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"OVERLOADED\"");
  }

  private double gauge(String what, String lane) {
    return meters.get("orderflow.admission." + what).tag("lane", lane).gauge().value();
  }

  private double refused() {
    return meters
        .get("orderflow.admission.refused")
        .tag("lane", "commands")
        .functionCounter()
        .count();
  }

  private CompletableFuture<HttpResponse<String>> post(String path) {
    return send(to(path).POST(BodyPublishers.noBody()));
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return send(to(path).GET());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
  }
}
