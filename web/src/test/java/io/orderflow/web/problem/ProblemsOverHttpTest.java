package io.orderflow.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.WebModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over a real Tomcat: whatever goes wrong, the answer is a problem and tells nothing of us. */
@DirtiesContext
@SpringBootTest(
    classes = ProblemsOverHttpTest.Application.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "orderflow.http.max-body=2KB")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProblemsOverHttpTest {

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, ParcelEndpoints.class})
  static class Application {}

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @Test
  void a_response_omits_nulls() {
    var answer = post("/parcels", "{'label':'a','items':[{'sku':'mouse','quantity':2}]}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(json("{'label':'a','items':[{'sku':'mouse','quantity':2}]}"));
  }

  @ParameterizedTest(name = "{0} is answered {1} {2} at {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'label':'a','items':[{'sku':'mouse','quantity':0}]}"
            + "|422|INVALID_REQUEST|/items/0/quantity|quantity must be between 1 and 10000",
        "{'label':'a','items':[{'sku':'mouse','quantity':'2'}]}"
            + "|422|INVALID_REQUEST|/items/0/quantity|quantity must be a whole number",
        "{'label':'a','items':[{'sku':'mouse','quantity':99999999999}]}"
            + "|422|INVALID_REQUEST|/items/0/quantity|quantity must be between 1 and 10000",
        "{'label':'a','items':[{'sku':'a/b','quantity':1}]}"
            + "|422|INVALID_REQUEST|/items/0/sku|sku must have 1 to 64 letters, digits, dots,"
            + " dashes or underscores",
        "{'label':'a','items':[],'worth':{'amount':12.5,'currency':'EUR'}}"
            + "|422|INVALID_REQUEST|/worth/amount|amount must be a string",
        "{'label':'a','items':[],'worth':{'amount':'12.505','currency':'EUR'}}"
            + "|422|INVALID_REQUEST|/worth|amount must have at most 2 decimals in EUR",
        "{'label':'a','items':[],'worth':{'amount':'1','currency':'EURO'}}"
            + "|422|INVALID_REQUEST|/worth/currency|currency must be an ISO 4217 code such as EUR",
        "{'label':'a','items':[],'worth':{'amount':'1'}}"
            + "|422|INVALID_REQUEST|/worth|money must have an amount and a currency",
        "{'label':'a','items':[],'worth':{'amount':'1','currency':'EUR','tax':1}}"
            + "|400|MALFORMED_REQUEST|/worth/tax|there is no such member; leave it out",
        "{'label':'a','items':[],'colour':'red'}"
            + "|400|MALFORMED_REQUEST|/colour|there is no such member; leave it out",
        "{'label':1,'items':[]}"
            + "|400|MALFORMED_REQUEST|/label|is missing or not of the expected type",
        "{'label':'a','items':{}}"
            + "|400|MALFORMED_REQUEST|/items|is missing or not of the expected type",
        "{'label':'much too long for it','items':[]}"
            + "|422|INVALID_REQUEST|/label|size must be between 0 and 10",
        "{'label':'a\\ud800','items':[]}"
            + "|422|INVALID_REQUEST|/label|must be valid Unicode, without lone surrogates",
        "{'label':'a','items':[{'quantity':1}]}"
            + "|422|INVALID_REQUEST|/items/0/sku|must not be null",
      })
  void an_error_in_a_body_is_reported_with_its_pointer(
      String body, int status, String code, String pointer, String detail) {
    var answer = post("/parcels", body);
    var problem = problem(answer, status, code);
    assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(problem.at("/errors/0/detail").asString()).isEqualTo(detail);
  }

  @Test
  void all_wrong_members_are_reported_at_once() {
    var answer =
        post(
            "/parcels",
            "{'label':1,'colour':'red','items':[{'sku':7,'quantity':2},{'sku':'a','quantity':'b'},5],"
                + "'worth':{'amount':12.5,'currency':'EUR'}}");
    var problem = problem(answer, 400, "MALFORMED_REQUEST");
    assertThat(problem.get("errors").valueStream().map(error -> error.get("pointer").asString()))
        .containsExactlyInAnyOrder(
            "/label", "/colour", "/items/0/sku", "/items/1/quantity", "/items/2", "/worth/amount");
  }

  @Test
  void at_most_ten_errors_are_reported() {
    String items = "[" + "7,".repeat(20) + "7]";
    var problem = problem(post("/parcels", "{'items':" + items + "}"), 400, "MALFORMED_REQUEST");
    assertThat(problem.get("errors").size()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'label':",
        "{} {}",
        "nothing",
        "[1,2",
        "\"\"",
        "{'label':'a','label':'b','items':[]}"
      })
  void what_is_not_json_is_malformed(String body) {
    problem(post("/parcels", body), 400, "MALFORMED_REQUEST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}{}|is not a single JSON object: send one.",
        "{} []|is not a single JSON object: send one.",
        "[]|is not a single JSON object: send one.",
        "'x'|is not a single JSON object: send one.",
        "7|is not a single JSON object: send one.",
        "{'label':'a','label':'b','items':[]}|remove one.",
        "{'label':'a','items':[{'sku':'a','sku':'a','quantity':1}]}|remove one.",
      })
  void a_body_that_is_not_one_object_is_refused_with_the_reason(String body, String end) {
    var problem = problem(post("/parcels", body), 400, "MALFORMED_REQUEST");
    assertThat(problem.path("detail").asString())
        .matches("(The body is|A member of the JSON occurs) .*")
        .endsWith(end)
        .doesNotContain("not JSON");
  }

  @Test
  void an_unknown_path_is_not_found() {
    problem(get("/nowhere"), 404, "NOT_FOUND");
    problem(get("/error"), 404, "NOT_FOUND");
  }

  @Test
  void a_wrong_method_is_answered_with_the_allowed_ones() {
    var answer = get("/parcels");
    problem(answer, 405, "METHOD_NOT_ALLOWED");
    assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS, POST");
  }

  @Test
  void unsupported_media_types_are_answered_with_a_problem() {
    problem(
        send(
            to("/parcels")
                .header("Accept", "text/html")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json("{'label':'a','items':[]}")))),
        406,
        "NOT_ACCEPTABLE");
    problem(
        send(
            to("/parcels").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("a"))),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void a_failed_response_has_no_etag() {
    assertThat(get("/versioned").headers().firstValue("ETag")).contains("\"7\"");
    var answer = send(to("/versioned").header("Accept", "text/html").GET());
    problem(answer, 406, "NOT_ACCEPTABLE");
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void a_long_body_is_refused_whether_it_is_announced_or_not() {
    String body = json("{'label':'" + "a".repeat(3000) + "','items':[]}");
    problem(post("/parcels", body), 413, "TOO_LARGE");
    var chunked =
        BodyPublishers.ofInputStream(
            () -> new java.io.ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    problem(
        send(to("/parcels").header("Content-Type", "application/json").POST(chunked)),
        413,
        "TOO_LARGE");
  }

  @Test
  void an_id_in_a_path_says_what_it_should_be() {
    var problem = problem(get("/parcels/7"), 400, "MALFORMED_REQUEST");
    assertThat(problem.get("detail").asString())
        .isEqualTo("orderId must be a UUID of 36 characters.");
    assertThat(get("/parcels/0d7a3ee2-5d8e-4d3c-9a0e-111111111111").body())
        .isEqualTo("\"0d7a3ee2-5d8e-4d3c-9a0e-111111111111\"");
  }

  @Test
  void a_missing_header_is_named() {
    var problem = problem(post("/header", "{}"), 400, "MALFORMED_REQUEST");
    assertThat(problem.get("detail").asString()).contains("Idempotency-Key");
  }

  @Test
  void a_refusal_carries_its_code_its_title_and_its_own_members() {
    var answer = post("/refused", "{}");
    var problem = problem(answer, 409, "PRICE_CHANGED");
    assertThat(problem.get("type").asString()).isEqualTo("urn:orderflow:problem:price-changed");
    assertThat(problem.get("title").asString()).isEqualTo("The price has changed");
    assertThat(problem.get("detail").asString()).isEqualTo("Ask for the new price.");
    assertThat(problem.at("/allowedActions/0").asString()).isEqualTo("CANCEL");
    problem(post("/late", "{}"), 409, "CONFLICT");
  }

  @Test
  void the_trace_of_the_caller_is_named_and_a_forged_one_is_not() {
    String trace = "0123456789abcdef0123456789abcdef";
    var known =
        send(
            to("/refused")
                .header("traceparent", "00-" + trace + "-0123456789abcdef-01")
                .POST(BodyPublishers.noBody()));
    assertThat(problem(known, 409, "PRICE_CHANGED").get("traceId").asString()).isEqualTo(trace);
    var forged = send(to("/refused").header("traceparent", "x y").POST(BodyPublishers.noBody()));
    assertThat(problem(forged, 409, "PRICE_CHANGED").get("traceId").asString())
        .matches("[0-9a-f]{32}");
  }

  @Test
  void a_bug_reveals_no_internals() {
    for (String path : new String[] {"/bug", "/error-of-the-machine"}) {
      var answer = post(path, "{}");
      problem(answer, 500, "INTERNAL_ERROR");
      assertThat(answer.body()).doesNotContain("ecret", "xception", "Error:", "java.");
    }
  }

  @Test
  void a_command_that_fails_has_an_unknown_outcome_and_may_be_repeated() {
    var answer = post("/command", "{}");
    problem(answer, 503, "OUTCOME_UNKNOWN");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body()).doesNotContain("ParcelEndpoints", "xception");
  }

  @Test
  void a_database_that_is_away_is_unavailable() {
    var answer = post("/database", "{}");
    problem(answer, 503, "UNAVAILABLE");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void requests_that_tomcat_rejects_are_answered_with_a_problem() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /{ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
      assertThat(answer).contains("\"code\":\"MALFORMED_REQUEST\"").doesNotContain("<html");
    }
  }

  private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
    assertThat(problem.get("traceId").asString()).isNotBlank();
    assertThat(problem.get("type").asString()).startsWith("urn:orderflow:problem:");
    assertThat(answer.body())
        .doesNotContain("xception", "io.orderflow", "org.springframework", "select ");
    return problem;
  }

  private HttpResponse<String> get(String path) {
    return send(to(path).GET());
  }

  private HttpResponse<String> post(String path, String body) {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(body))));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
