package io.orderflow.standalone.contract;

import io.orderflow.engine.FreePort;
import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The demo, its simulated partners included, once for all tests of the contract. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "orderflow.integration.webhooks.enabled=true",
      "orderflow.fulfillment.delivery.deadline=5s",
      // On a slow machine no order is given up or refused.
      "orderflow.fulfillment.stock.deadline=5m",
      "orderflow.fulfillment.payment.deadline=5m",
      "orderflow.fulfillment.processing.deadline=5m",
      "orderflow.fulfillment.shipping.deadline=5m",
      "orderflow.ordering.most-behind=24h",
      // On a slow machine a failed attempt would be one event more than the examples show.
      "orderflow.fulfillment.lease=60s",
      "orderflow.partners.payment.request-timeout=20s",
      "orderflow.partners.processing.request-timeout=20s",
      "orderflow.partners.shipping.request-timeout=20s",
      // Streams end by themselves, so that their answers can be read to the end.
      "orderflow.streams.longest=50ms",
      "logging.level.io.orderflow.callback=error",
      "logging.level.io.orderflow.inbox=error"
    })
@ActiveProfiles("demo")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class StandaloneTest {

  static final Contract CONTRACT = Contract.read();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void places(DynamicPropertyRegistry properties) throws IOException {
    String url = TestDatabase.createUrl();
    properties.add("orderflow.database.url", () -> url);
    properties.add("orderflow.database.username", () -> "postgres");
    int simulator = FreePort.find();
    properties.add("simulator.port", () -> simulator);
    Path folder = Files.createTempDirectory("orderflow-contract-");
    properties.add("orderflow.data-folder", folder::toString);
  }
}
