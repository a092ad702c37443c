package io.orderflow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a process writes to its standard output, read as a collector of logs reads it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JsonLogTest {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir Path temporary;

  @Test
  void every_line_of_an_orders_life_names_the_order_its_request_and_the_step() throws Exception {
    int port = FreePort.find();
    try (var running =
        start(
            "json",
            "io.orderflow.standalone.OrderflowApplication",
            "--spring.profiles.active=demo",
            "--server.port=" + port,
            "--management.server.port=" + FreePort.find(),
            "--simulator.port=" + FreePort.find(),
            "--orderflow.database.url=" + TestDatabase.createUrl(),
            "--orderflow.database.username=postgres",
            "--orderflow.data-folder=" + temporary.resolve("data"),
            // However slowly, each step but the payment succeeds at its first attempt.
            "--orderflow.ordering.most-behind=24h",
            "--orderflow.fulfillment.lease=60s",
            "--orderflow.fulfillment.stock.deadline=5m",
            "--orderflow.fulfillment.payment.deadline=5m",
            "--orderflow.fulfillment.processing.deadline=5m",
            "--orderflow.fulfillment.shipping.deadline=5m",
            "--orderflow.fulfillment.delivery.deadline=5m",
            "--orderflow.partners.payment.request-timeout=20s",
            "--orderflow.partners.processing.request-timeout=20s",
            "--orderflow.partners.shipping.request-timeout=20s",
            "--logging.level.io.orderflow=debug")) {
      running.awaitLine("Ctrl-C stops it.");
      String id = place(port);
      running.awaitLine("RecordShipmentDelivered");
      // The carrier's callback may come before the answer to the request is worked on.
      running.awaitLine("REQUEST SHIPPING: Settled");
      var lines = running.lines().stream().map(JsonLogTest::json).toList();
      assertThat(lines)
          .allSatisfy(
              line -> {
                assertThat(line.path("@timestamp").asString()).isNotEmpty();
                assertThat(line.path("message").asString()).isNotEmpty();
                assertThat(line.at("/ecs/version").asString()).isNotEmpty();
                assertThat(line.at("/service/name").asString()).isEqualTo("orderflow");
              });
      assertThat(lines.stream().filter(line -> line.path("message").asString().contains(id)))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.at("/order/id").asString()).isEqualTo(id));
      assertLine(lines, "CreateOrder", id, "", TRACE);
      assertLine(lines, "REQUEST PAYMENT: Unknown", id, "PAYMENT", TRACE);
      assertLine(lines, "RecordStepAttemptFailed", id, "PAYMENT", TRACE);
      assertLine(lines, "RecordPaymentCaptured", id, "PAYMENT", TRACE);
      assertLine(lines, "REQUEST SHIPPING: Settled", id, "SHIPPING", TRACE);
      // A partner's callback names the order, and no request of a client.
      assertLine(lines, "RecordShipmentDelivered", id, "DELIVERY", "");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.orderflow.command.OrderCommandService",
        "io.orderflow.simulator.PartnerSimulatorApplication"
      })
  void an_unknown_format_stops_the_start_and_says_which_there_are(String application)
      throws Exception {
    try (var start = start("xml", application)) {
      assertThat(start.outputOfTheFailedStart())
          .contains("APPLICATION FAILED TO START", "orderflow.log.format", "xml")
          .containsIgnoringCase("human")
          .containsIgnoringCase("json")
          .doesNotContain("\tat ");
    }
  }

  private static void assertLine(
      List<JsonNode> lines, String message, String order, String step, String trace) {
    assertThat(lines)
        .filteredOn(line -> line.path("message").asString().endsWith(message))
        .as(message)
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.at("/order/id").asString()).isEqualTo(order);
              assertThat(line.at("/order/step").asString("")).isEqualTo(step);
              assertThat(line.at("/trace/id").asString("")).isEqualTo(trace);
            });
  }

  private static String place(int port) throws IOException, InterruptedException {
    var order =
        """
        {"customerId":"alice","items":[{"sku":"mouse","quantity":1}],
         "paymentMethod":"pm_card_flaky"}""";
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/orders"))
                  .header("Content-Type", "application/json")
                  .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                  .POST(BodyPublishers.ofString(order))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      return json(answer.body()).path("orderId").asString();
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (RuntimeException other) {
      throw new AssertionError("not a JSON object: " + line, other);
    }
  }

  private Started start(String format, String application, String... arguments) throws IOException {
    var output = temporary.resolve("output");
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            application));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("ORDERFLOW_LOG_FORMAT", format));
    return new Started(builder.redirectOutput(output.toFile()).start(), output);
  }

  /** A process, and what it has written so far. */
  private record Started(Process process, Path output) implements AutoCloseable {

    void awaitLine(String part) {
      await()
          .atMost(LONG)
          .failFast("it ended", () -> assertThat(process.isAlive()).as(text()).isTrue())
          .until(() -> lines().stream().anyMatch(line -> line.contains(part)));
    }

    /** Those that are complete. */
    List<String> lines() {
      var text = text();
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    String outputOfTheFailedStart() {
      await().atMost(LONG).until(() -> !process.isAlive());
      return text();
    }

    private String text() {
      try {
        return Files.readString(output);
      } catch (IOException failed) {
        throw new AssertionError("cannot read " + output, failed);
      }
    }

    @Override
    public void close() {
      process.destroy();
      await().atMost(LONG).until(() -> !process.isAlive());
    }
  }
}
