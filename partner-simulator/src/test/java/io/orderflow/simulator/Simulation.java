package io.orderflow.simulator;

import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import io.orderflow.simulator.settings.SimulatorProperties;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running simulator, and a client that checks every answer against the contract. */
final class Simulation implements AutoCloseable {

  static final String SECRET = "a-secret-for-tests-only";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  static {
    TOMCAT.setLevel(Level.WARNING);
    // On a busy machine ten seconds are not always enough.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  private final PartnerSimulator simulator;
  private final String callbackUrl;

  private Simulation(PartnerSimulator simulator, String callbackUrl) {
    this.simulator = simulator;
    this.callbackUrl = callbackUrl;
  }

  record Answer(int status, JsonNode body) {

    String text(String field) {
      return body.path(field).asString("");
    }
  }

  static Simulation start(Path folder, String callbackUrl, String... settings) {
    return new Simulation(PartnerSimulator.start(settings(folder, settings)), callbackUrl);
  }

  /** One with Kafka. */
  static Simulation overKafka(Path folder, String bootstrapServers, String... settings) {
    return overKafka(folder, SimulatorKafkaProperties.at(bootstrapServers), settings);
  }

  static Simulation overKafka(Path folder, SimulatorKafkaProperties kafka, String... settings) {
    return new Simulation(
        PartnerSimulator.start(settings(folder, settings), kafka), "http://127.0.0.1:9/nowhere");
  }

  /** Quick ones; {@code more} are names and values in turn. */
  static SimulatorProperties settings(Path folder, String... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("simulator.port", 0);
    values.put("simulator.folder", folder);
    values.put("simulator.callback-secret", SECRET);
    values.put("simulator.slow-answer", "600ms");
    values.put("simulator.silence", "700ms");
    values.put("simulator.callback-delay", "50ms");
    values.put("simulator.delivery-after", "50ms");
    values.put("simulator.late-callback-after", "300ms");
    for (int i = 0; i < more.length; i += 2) {
      values.put("simulator." + more[i], more[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("simulator", SimulatorProperties.class);
  }

  String url() {
    return simulator.url().toString();
  }

  Answer post(String path, @Nullable String key, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(path, key == null ? request : request.header("Idempotency-Key", key));
  }

  Answer get(String path, String query) {
    return send(path, HttpRequest.newBuilder(URI.create(url() + path + "?" + query)));
  }

  Answer find(String path, String key) {
    return get(path, "key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
  }

  private static Answer send(String path, HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(Duration.ofMinutes(1)).build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = JsonMapper.shared().readTree(response.body());
      String type = response.headers().firstValue("Content-Type").orElse("none");
      String method = request.method().toLowerCase(Locale.ROOT);
      WrittenContract.of(path).checkAnswer(method, path, response.statusCode(), type, body);
      return new Answer(response.statusCode(), body);
    } catch (IOException | InterruptedException lost) {
      throw new IllegalStateException(lost);
    }
  }

  Answer charge(String orderId, String paymentMethod) {
    return charge(paymentKey(orderId), orderId, "25.00", paymentMethod);
  }

  Answer charge(String key, String orderId, String amount, String paymentMethod) {
    return post("/payments/charges", key, chargeBody(orderId, amount, paymentMethod));
  }

  String chargeBody(String orderId, String amount, String paymentMethod) {
    return """
        {"orderId":"%s","amount":{"amount":"%s","currency":"EUR"},
         "paymentMethod":"%s","callbackUrl":"%s"}"""
        .formatted(orderId, amount, paymentMethod, callbackUrl);
  }

  Answer voidCharge(String orderId) {
    String body = undo("chargeKey", orderId, paymentKey(orderId));
    return post("/payments/voids", paymentKey(orderId), body);
  }

  Answer refund(String key, String orderId, String chargeId, String amount) {
    String body =
        """
        {"orderId":"%s","chargeId":"%s","amount":{"amount":"%s","currency":"EUR"}}"""
            .formatted(orderId, chargeId, amount);
    return post("/payments/refunds", key, body);
  }

  Answer process(String orderId, String sku) {
    String body =
        "{\"orderId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":2}]}".formatted(orderId, sku);
    return post("/processing/jobs", jobKey(orderId), body);
  }

  Answer cancelJob(String orderId) {
    String body = undo("jobKey", orderId, jobKey(orderId));
    return post("/processing/jobs/cancellations", jobKey(orderId), body);
  }

  Answer ship(String orderId, String sku) {
    String body =
        """
        {"orderId":"%s","lines":[{"sku":"%s","quantity":2}],"callbackUrl":"%s",
         "address":{"recipient":"Ada","street":"Somewhere 1","postalCode":"10115","city":"Berlin",
         "region":null,"country":"DE"}}"""
            .formatted(orderId, sku, callbackUrl);
    return post("/shipping/shipments", shipmentKey(orderId), body);
  }

  Answer recall(String orderId) {
    String body = undo("shipmentKey", orderId, shipmentKey(orderId));
    return post("/shipping/shipments/cancellations", shipmentKey(orderId), body);
  }

  /**
   * @param facts of the kind, as further members of a JSON object
   */
  Answer notify(String orderId, String kind, String customerId, String facts) {
    return post(
        "/notifications",
        notificationKey(orderId, kind),
        notificationBody(orderId, kind, customerId, facts));
  }

  static String notificationBody(String orderId, String kind, String customerId, String facts) {
    String time = facts.contains("occurredAt") ? "" : ",\"occurredAt\":\"2026-03-01T10:15:30Z\"";
    return "{\"kind\":\"%s\",\"orderId\":\"%s\",\"customerId\":\"%s\"%s%s}"
        .formatted(kind, orderId, customerId, time, facts);
  }

  private static String undo(String keyField, String orderId, String key) {
    return "{\"orderId\":\"%s\",\"%s\":\"%s\"}".formatted(orderId, keyField, key);
  }

  static String paymentKey(String orderId) {
    return "order:" + orderId + ":PAYMENT:1";
  }

  static String jobKey(String orderId) {
    return "order:" + orderId + ":PROCESSING:1";
  }

  static String shipmentKey(String orderId) {
    return "order:" + orderId + ":SHIPPING:1";
  }

  static String notificationKey(String orderId, String kind) {
    return "order:" + orderId + ":notification:" + kind;
  }

  /** The ledger of an order, as "KIND amount". */
  List<String> ledger(String orderId) {
    return get("/simulator/ledger", "orderId=" + orderId)
        .body()
        .path("entries")
        .valueStream()
        .map(Simulation::entry)
        .toList();
  }

  private static String entry(JsonNode entry) {
    String amount = entry.path("amount").path("amount").asString("");
    return (entry.path("kind").asString() + " " + amount).strip();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
