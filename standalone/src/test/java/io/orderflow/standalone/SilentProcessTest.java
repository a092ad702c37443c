package io.orderflow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.process.ProcessQuery;
import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.queryhandling.QueryBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Orders are not taken while what carries them on is dead, in one process and in services. */
@DirtiesContext
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.simulator.enabled=false",
      "orderflow.partners.payment.url=http://127.0.0.1:9", // an order stays where it was placed
      "management.server.port=0"
    })
@ActiveProfiles("demo")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilentProcessTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @Autowired QueryBus queries;
  @Autowired EventProcessingConfiguration processing;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("orderflow.database.url", () -> url);
    properties.add("orderflow.database.username", () -> "postgres");
  }

  @BeforeEach
  void orders_are_accepted() {
    awaitTaken();
  }

  /** As over Axon Server, when no processor-saga is left that would answer. */
  @Test
  void orders_are_refused_while_the_process_does_not_answer() {
    var away = new AtomicBoolean(true);
    try (var _ =
        queries.registerHandlerInterceptor(
            (unitOfWork, chain) -> {
              if (away.get() && unitOfWork.getMessage().getPayload() instanceof ProcessQuery) {
                throw new IllegalStateException("no processor-saga is there");
              }
              return chain.proceed();
            })) {
      awaitRefused("The process that carries orders on does not answer.");
      away.set(false);
      awaitTaken();
    }
  }

  @Test
  void orders_are_refused_while_the_process_is_stopped() {
    var saga = processing.eventProcessor("fulfillment", EventProcessor.class).orElseThrow();
    saga.shutDown();
    awaitRefused("Orders that were accepted before are still waiting to be worked on.");
    saga.start();
    awaitTaken();
  }

  private void awaitTaken() {
    await().atMost(LONG).untilAsserted(() -> assertThat(place().statusCode()).isEqualTo(201));
  }

  private void awaitRefused(String why) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              var answer = place();
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.body()).contains("\"OVERLOADED\"", why, "Nothing was done");
              assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
  }

  private HttpResponse<String> place() throws IOException, InterruptedException {
    var order =
        """
        {"customerId":"alice","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_ok"}""";
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/orders"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(order))
            .build(),
        BodyHandlers.ofString());
  }
}
