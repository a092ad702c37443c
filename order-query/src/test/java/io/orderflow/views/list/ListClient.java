package io.orderflow.views.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks for lists as a client does. */
public record ListClient(int port, HttpClient http) {

  private static final JsonMapper JSON = new JsonMapper();

  public ListClient(int port) {
    this(port, HttpClient.newHttpClient());
  }

  public HttpResponse<String> ask(String pathAndQuery) {
    var uri = URI.create("http://127.0.0.1:" + port + pathAndQuery);
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  /** A page of the list with this query. */
  public JsonNode page(String query) {
    var answer = ask("/api/v1/orders?" + query);
    assertThat(answer.statusCode()).as("%s: %s", query, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** The references of the orders on a page, in their order. */
  public List<String> references(String query) {
    return references(page(query));
  }

  public static List<String> references(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("reference").asString())
        .toList();
  }

  public JsonNode refused(String query, String code) {
    var answer = ask("/api/v1/orders?" + query);
    assertThat(answer.statusCode()).as("%s: %s", query, answer.body()).isEqualTo(400);
    var problem = JSON.readTree(answer.body());
    assertThat(problem.path("code").asString()).as(answer.body()).isEqualTo(code);
    return problem;
  }

  /** All pages of a list, by the links between them. */
  List<JsonNode> walk(String query) {
    var items = new ArrayList<JsonNode>();
    var next = "/api/v1/orders?" + query;
    while (next != null) {
      var answer = ask(next);
      assertThat(answer.statusCode()).as("%s: %s", next, answer.body()).isEqualTo(200);
      JSON.readTree(answer.body()).path("items").forEach(items::add);
      next =
          answer
              .headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .orElse(null);
    }
    return items;
  }

  public static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
