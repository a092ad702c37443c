package io.orderflow.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.WebModule;
import io.orderflow.web.problem.ParcelEndpoints;
import io.orderflow.web.problem.RawHttp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Over a real Tomcat, byte by byte: each line of docs/limits.md that concerns a request's form. No
 * request exceeds a time limit.
 */
@DirtiesContext
@SpringBootTest(
    classes = LimitsTest.Application.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "orderflow.http.body-timeout=1m",
      "orderflow.http.slow-bodies=4",
      "server.tomcat.connection-timeout=1m"
    })
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LimitsTest {

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, ParcelEndpoints.class})
  static class Application {}

  private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

  @LocalServerPort int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  @Test
  void a_path_or_query_that_is_too_long_is_414() {
    isProblem(get("/parcels/" + "a".repeat(2_050)), 414, "URI_TOO_LONG");
    isProblem(get("/parcels?a=" + "a".repeat(2_050)), 414, "URI_TOO_LONG");
    assertThat(get("/parcels/" + "a".repeat(2_000))).startsWith("HTTP/1.1 400");
  }

  @Test
  void too_many_headers_are_431() {
    isProblem(get("/parcels", "X: a\r\n".repeat(63)), 431, "HEADERS_TOO_LARGE");
    isProblem(get("/nowhere", "X: a\r\n".repeat(62)), 404, "NOT_FOUND");
  }

  @Test
  void limits_of_tomcat_are_answered_as_problems_too() {
    isProblem(get("/parcels", "X: " + "a".repeat(17_000) + "\r\n"), 400, "MALFORMED_REQUEST");
    isProblem(get("/" + "a".repeat(17_000)), 400, "MALFORMED_REQUEST");
    isProblem(get("/parcels", "X: a\r\n".repeat(101)), 400, "MALFORMED_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "Content-Length: -1\r\n\r\n{}",
        "Content-Length: two\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
      })
  void a_body_of_ambiguous_length_is_400_and_closes_the_connection(String rest) {
    String answer = RawHttp.exchange(port, start("POST /parcels", rest));
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer).contains("application/problem+json").containsOnlyOnce("HTTP/1.1 4");
  }

  @Test
  void an_unknown_transfer_encoding_is_400() {
    String answer =
        RawHttp.exchange(port, start("POST /parcels", "Transfer-Encoding: gzip\r\n\r\n{}"));
    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void a_body_that_is_too_long_is_413_however_it_is_announced() {
    String body = "{\"label\":\"" + "a".repeat(300_000) + "\"}";
    isProblem(post("/parcels", body), 413, "TOO_LARGE");
    String chunks = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    isProblem(post("/parcels", "Transfer-Encoding: chunked", chunks), 413, "TOO_LARGE");
  }

  /** Neither reaches the body, so no time limit would apply to them. */
  @ParameterizedTest
  @ValueSource(strings = {"2;a=b\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\nX: a\r\n\r\n"})
  void chunk_extensions_and_trailers_are_400(String chunks) {
    isProblem(post("/anything", "Transfer-Encoding: chunked", chunks), 400, "MALFORMED_REQUEST");
  }

  @Test
  void plain_chunks_are_read_and_the_connection_stays_open() {
    String chunked =
        "POST /anything HTTP/1.1\r\nHost: localhost\r\n"
            + json("Transfer-Encoding: chunked")
            + "\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
    assertThat(RawHttp.exchange(port, chunked + start("GET /nowhere", "\r\n")))
        .startsWith("HTTP/1.1 200")
        .contains("HTTP/1.1 404");
  }

  @Test
  void slow_chunked_bodies_block_only_other_chunked_bodies() {
    String slow = start("POST /anything", json("Transfer-Encoding: chunked") + "\r\n1");
    await()
        .until(
            () -> {
              var waiting = Stream.generate(() -> new RawHttp(port).send(slow)).limit(8).toList();
              String another = post("/anything", "Transfer-Encoding: chunked", "0\r\n\r\n");
              assertThat(post("/anything", "{}")).startsWith("HTTP/1.1 200");
              waiting.forEach(RawHttp::close);
              return another.startsWith("HTTP/1.1 503") && another.contains("\"OVERLOADED\"");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json; charset=utf-16\r\n",
        "Content-Type: application/json; charset=nonsense\r\n",
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
        "Content-Type: application/json\r\nContent-Encoding: identity\r\nContent-Encoding: gzip\r\n",
        "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
        "Content-Type: application/*\r\n",
      })
  void another_charset_encoding_or_media_type_is_415(String says) {
    String request = start("POST /anything", says + "Content-Length: 2\r\n\r\n{}");
    isProblem(RawHttp.exchange(port, request), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  /** There is nothing to patch in this test, so a patch that is let through is 405. */
  @ParameterizedTest
  @CsvSource({
    "PATCH, application/merge-patch+json, 405",
    "PATCH, Application/Merge-Patch+JSON ; charset=utf-8, 405",
    "PATCH, application/json-patch+json, 415",
    "PATCH, application/merge-patch+json+json, 415",
    "POST, application/merge-patch+json, 415"
  })
  void a_merge_patch_is_taken_by_patch_alone(String method, String type, int status) {
    String request =
        start(method + " /anything", "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(RawHttp.exchange(port, request)).startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00ef\u00bb\u00bf{}", "{\0}\0", "\0{\0}", "\u00ff\u00fe{\0}\0", "\"\u00e4\""})
  void a_body_that_is_not_utf_8_is_400_even_if_parsers_could_guess_its_encoding(String body) {
    isProblem(post("/anything", body), 400, "MALFORMED_REQUEST");
  }

  @Test
  void a_body_in_utf_8_may_say_so() {
    String says = "Content-Type: application/json;charset=\"UTF-8\"\r\nContent-Length: 2\r\n";
    assertThat(RawHttp.exchange(port, start("POST /anything", says + "\r\n{}")))
        .startsWith("HTTP/1.1 200");
  }

  /** Otherwise an encoded path could bypass filters that compare undecoded paths. */
  @ParameterizedTest
  @ValueSource(strings = {"/%70arcels", "/parcel%73", "/parcels/%41", "/parcels/%2e%2E"})
  void a_path_has_one_spelling_and_every_other_is_400(String path) {
    isProblem(get(path), 400, "MALFORMED_REQUEST");
  }

  /** Neither comes as far as a filter, which would read the body up to its time limit. */
  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS *", "TRACE /parcels"})
  void an_unread_body_closes_the_connection(String methodAndPath) {
    String head = methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n";
    endsWhile("a", head + "Content-Length: 200000\r\n\r\n");
    endsWhile("1\r\na\r\n", head + "Transfer-Encoding: chunked\r\n\r\n");
  }

  private void endsWhile(String dripping, String head) {
    try (var http = new RawHttp(port).send(head)) {
      var end = CompletableFuture.supplyAsync(http::answer);
      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(RawHttp.PATIENCE.dividedBy(2)) // sooner than the client itself gives up
          .ignoreExceptions()
          .until(() -> end.isDone() || http.send(dripping) == null);
    }
  }

  @Test
  void a_body_announced_as_far_too_long_is_not_waited_for() {
    isProblem(post("/parcels", "Content-Length: 999999999", ""), 413, "TOO_LARGE");
  }

  @Test
  void json_beyond_the_limits_is_400_and_names_them() {
    for (String body :
        new String[] {
          "[".repeat(17) + "]".repeat(17),
          "{\"a\":\"" + "a".repeat(17_000) + "\"}",
          "{\"" + "a".repeat(65) + "\":1}",
          "{\"a\":" + "1".repeat(65) + "}",
          "[" + "0,".repeat(20_000) + "0]"
        }) {
      String answer = post("/anything", body);
      isProblem(answer, 400, "MALFORMED_REQUEST");
      assertThat(answer).contains("docs/limits.md");
    }
    assertThat(post("/anything", "[".repeat(16) + "]".repeat(16))).startsWith("HTTP/1.1 200");
  }

  @Test
  void forms_and_files_are_not_taken() {
    String form = "Content-Type: multipart/form-data; boundary=a\r\nContent-Length: 5\r\n\r\n--a--";
    isProblem(RawHttp.exchange(port, start("POST /parcels", form)), 415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void trace_is_refused_and_options_lists_the_methods() {
    String trace = RawHttp.exchange(port, start("TRACE /parcels", "\r\n"));
    isProblem(trace, 405, "METHOD_NOT_ALLOWED");
    assertThat(trace).contains("\r\nAllow: ");
    assertThat(RawHttp.exchange(port, start("OPTIONS /parcels", "\r\n")))
        .startsWith("HTTP/1.1 200")
        .contains("\r\nAllow: POST");
    isProblem(RawHttp.exchange(port, start("BREW /parcels", "\r\n")), 400, "MALFORMED_REQUEST");
  }

  @Test
  void head_answers_like_get_without_a_body_even_for_problems() {
    String answer = RawHttp.exchange(port, start("HEAD /nowhere", "\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json");
    assertThat(answer).endsWith("\r\n\r\n");
  }

  private String get(String path) {
    return get(path, "");
  }

  private String get(String path, String headers) {
    return RawHttp.exchange(port, start("GET " + path, headers + "\r\n"));
  }

  private String post(String path, String body) {
    return post(path, "Content-Length: " + body.length(), body);
  }

  private String post(String path, String length, String body) {
    return RawHttp.exchange(port, start("POST " + path, json(length) + "\r\n" + body));
  }

  private static String json(String length) {
    return "Content-Type: application/json\r\n" + length + "\r\n";
  }

  private static String start(String methodAndPath, String rest) {
    return methodAndPath + " HTTP/1.1\r\n" + HOST + rest;
  }

  private static void isProblem(String answer, int status, String code) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).contains("application/problem+json", "\"code\":\"" + code + "\"");
    assertThat(answer).doesNotContain("xception", "org.apache", "tools.jackson");
  }
}
