package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.engine.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Reads whose connections PostgreSQL ends in the middle, as it does when it is stopped. */
@DirtiesContext
@SpringBootTest(
    classes = OrderQueryApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class BrokenConnectionsTest {

  private static final String DATABASE = TestDatabase.createUrl();
  private static final int ROUNDS = 40;
  private static final int AT_ONCE = 8;

  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort int port;
  @Autowired EventRecording tape;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", () -> DATABASE);
  }

  @Test
  void a_read_is_200_or_503_and_every_trace_id_is_in_the_log(CapturedOutput log)
      throws SQLException {
    var order = new OrderEvents(new OrderId(UUID.randomUUID()));
    tape.record(0, order.until(Step.PAYMENT));
    await().until(() -> get("/orders/" + order.id()).join().statusCode() == 200);

    var answers = new ArrayList<HttpResponse<String>>();
    for (int round = 0; round < ROUNDS; round++) {
      var asked =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i -> get("/orders/" + order.id() + (i % 2 == 0 ? "" : "/status")))
              .toList();
      endConnections();
      asked.forEach(answer -> answers.add(answer.join()));
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 503);
    List<String> ids =
        answers.stream().filter(answer -> answer.statusCode() == 503).map(this::traceId).toList();
    await().untilAsserted(() -> assertThat(log.getAll()).contains(ids));
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    var address = URI.create("http://127.0.0.1:" + port + "/api/v1" + path);
    return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private String traceId(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body()).get("traceId").asString();
  }

  private static void endConnections() throws SQLException {
    String name = DATABASE.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    try (var elsewhere = DriverManager.getConnection(DATABASE.replace(name, "postgres"));
        var statement = elsewhere.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }
  }
}
