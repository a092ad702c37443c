package io.orderflow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a node for bulk operations as an operator does. Paths are those below the collection. */
record BulkClient(int port, HttpClient http) {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String PATH = "/api/v1/admin/bulk-operations";
  private static final JsonMapper JSON = new JsonMapper();

  BulkClient(int port) {
    this(port, HttpClient.newHttpClient());
  }

  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  JsonNode sent(int status, String method, String path, @Nullable String body, String... headers) {
    var answer = send(method, path, body, headers);
    assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  JsonNode refused(int status, String code, String method, String path, @Nullable String body) {
    var problem = sent(status, method, path, body);
    assertThat(problem.path("code").asString()).as(problem.toString()).isEqualTo(code);
    return problem;
  }

  /** The path of the previewed operation. */
  String preview(String body) {
    return "/" + sent(201, "POST", "", body).path("id").asString();
  }

  JsonNode confirmed(String operation) {
    int count = show(operation).path("count").asInt();
    return sent(202, "POST", operation + "/confirmation", "{\"count\":" + count + "}");
  }

  JsonNode show(String operation) {
    return sent(200, "GET", operation, null);
  }

  JsonNode awaitState(String operation, String state) {
    await().atMost(PATIENCE).until(() -> show(operation).path("state").asString().equals(state));
    return show(operation);
  }

  int left(String operation) {
    return show(operation).at("/progress/left").asInt();
  }

  /** The ids of its orders with this result, over all pages. */
  List<OrderId> orders(String operation, @Nullable String result) {
    var ids = new ArrayList<OrderId>();
    String query = "?limit=7" + (result == null ? "" : "&result=" + result);
    while (query != null) {
      var answer = send("GET", operation + "/orders" + query, null);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JSON.readTree(answer.body())
          .path("items")
          .forEach(item -> ids.add(OrderId.parse(item.path("orderId").asString())));
      query =
          answer
              .headers()
              .firstValue("Link")
              .map(link -> link.substring(link.indexOf('?'), link.indexOf('>')))
              .orElse(null);
    }
    return ids;
  }
}
