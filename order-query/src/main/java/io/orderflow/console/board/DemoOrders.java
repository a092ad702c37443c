package io.orderflow.console.board;

import io.orderflow.api.Scopes;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.security.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places demo orders as any client does, by a request to the API: pricing, stock and numbers are
 * the write side's.
 */
@Component
@EnableConfigurationProperties(DemoProperties.class)
class DemoOrders {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final DemoProperties properties;
  private final Environment environment;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  DemoOrders(DemoProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /** Empty where partners are real, and for an operator who may not place orders. */
  List<DemoScenario> offeredTo(Caller caller) {
    return properties.enabled() && caller.hasOneOf(Scopes.WRITE_ANY)
        ? List.of(DemoScenario.values())
        : List.of();
  }

  /**
   * The id of the new order.
   *
   * @param authorization of the request that asks for it; null without one
   * @throws ProblemException if it was not placed, or if that is not known
   */
  String place(DemoScenario scenario, @Nullable String authorization) {
    var answer = send(scenario, authorization);
    if (answer.status() != HttpStatus.CREATED.value()) {
      throw ProblemException.of(
          GeneralProblemCode.UNAVAILABLE,
          "The order was not placed: " + answer.body().path("detail").asString("try again."));
    }
    return answer.body().path("orderId").asString();
  }

  private Answer send(DemoScenario scenario, @Nullable String authorization) {
    var request =
        HttpRequest.newBuilder(address())
            .timeout(PATIENCE)
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(scenario.order())));
    if (authorization != null) {
      request.header(HttpHeaders.AUTHORIZATION, authorization);
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException failed) {
      throw unknown().causedBy(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw unknown().causedBy(stopping);
    }
  }

  private URI address() {
    return URI.create(
        properties.ordersUrl().isBlank()
            ? "http://127.0.0.1:" + environment.getProperty("local.server.port") + "/api/v1/orders"
            : properties.ordersUrl());
  }

  private static ProblemException unknown() {
    return ProblemException.of(
        GeneralProblemCode.OUTCOME_UNKNOWN, "Look at the newest orders: it may have been placed.");
  }

  private record Answer(int status, JsonNode body) {}
}
