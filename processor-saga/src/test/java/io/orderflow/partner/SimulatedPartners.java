package io.orderflow.partner;

import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.order.OrderLine;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.simulator.PartnerSimulator;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import io.orderflow.simulator.settings.SimulatorProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The partner simulator, over real HTTP; one for all tests, on a free port. */
public final class SimulatedPartners {

  public static final CallbackUrlProperties NOWHERE =
      new CallbackUrlProperties(URI.create("http://127.0.0.1:1"));

  private static final PartnerSimulator RUNNING = start();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private SimulatedPartners() {}

  private static PartnerSimulator start() {
    return PartnerSimulator.start(settings(Duration.ofMinutes(1)));
  }

  /** Another one, with Kafka. */
  public static AutoCloseable overKafka(String broker) {
    return PartnerSimulator.start(
        settings(Duration.ofMillis(50)), SimulatorKafkaProperties.at(broker));
  }

  private static SimulatorProperties settings(Duration deliveryAfter) {
    try {
      return new SimulatorProperties(
          0,
          "127.0.0.1",
          Files.createTempDirectory("simulator"),
          "a-secret-of-the-contract-tests-only",
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofMinutes(1),
          deliveryAfter,
          1,
          new SimulatorProperties.Processing(0),
          null);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static URI url() {
    return RUNNING.url();
  }

  /** All three partners at one address. */
  public static PartnerProperties at(URI url, Duration requestTimeout) {
    var contact = new PartnerProperties.Contact(url, requestTimeout);
    return new PartnerProperties(
        contact, contact, contact, new PartnerProperties.Patience(requestTimeout));
  }

  /** A new order of one piece. */
  public static OrderFacts order(String paymentMethod, String sku) {
    var price = Money.of("1200.00", "EUR");
    return new OrderFacts(
        new OrderId(UUID.randomUUID()),
        List.of(new OrderLine(new Sku(sku), "Laptop", new Quantity(1), price)),
        price,
        new PaymentMethod(paymentMethod),
        null,
        null);
  }

  /** The number of entries of this kind for the order in the partner's ledger. */
  public static long entries(OrderFacts order, String kind) {
    return entries(order.orderId(), kind);
  }

  public static long entries(OrderId order, String kind) {
    var page = get("/simulator/ledger?orderId=" + order);
    return PartnerJson.read(page, JsonNode.class)
        .get("entries")
        .valueStream()
        .filter(entry -> entry.get("kind").asString().equals(kind))
        .count();
  }

  private static String get(String path) {
    var request = HttpRequest.newBuilder(url().resolve(path)).build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
