package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What a client would like to have, and what a path allows, is never a fault of ours. */
class NegotiationTest extends StandaloneTest {

  @LocalManagementPort int managementPort;

  private static final List<String> LIKES =
      List.of(
          "Accept: application/json,",
          "Accept: ,",
          "Accept: ,,application/json,,",
          "Accept:",
          "Accept: application/json;charset=iso-8859-1",
          "Accept: application/json;charset=no-such",
          "Accept: application/json; q=0.5; version=2",
          "Accept: application/problem+json;charset=utf-16",
          "Accept: application/vnd.spring-boot.actuator.v2+json;charset=utf-7",
          "Accept: text/html;charset=iso-8859-1,",
          "Accept: */*;q=0",
          "Accept: */json",
          "Accept: application/json;q=2",
          "Accept: application/json;q=x",
          "Accept: /",
          "Accept: a",
          "Accept: a/b;",
          "Accept: \"",
          "Accept: application/json;a=\"b",
          "Accept: text/html\r\nAccept: ,\r\nAccept: image/png",
          "Accept: " + "a/b,".repeat(200),
          "Accept-Charset: iso-8859-1",
          "Accept-Charset: ,",
          "Accept-Charset: no such;q=x",
          "Accept-Encoding: ,",
          "Accept-Encoding: identity;q=0, *;q=0",
          "Accept-Language: ,",
          "Accept-Language: de-DE-x;q=7,-",
          "Accept-Language: *",
          "Range: bytes=0-1",
          "Range: bytes=5-1",
          "Range: bytes=99999999999999999999-",
          "Range: bytes=,",
          "Range: bytes=0-0,1-1,2-2",
          "Range: chapters=1",
          "If-Range: \"",
          "If-None-Match: \"",
          "If-Match: junk",
          "If-Modified-Since: yesterday",
          "If-Unmodified-Since: 0",
          "Content-Type: json",
          "Content-Type:",
          "Content-Type: application/json,",
          "Content-Type: text/html;charset=no-such",
          "Prefer: ,",
          "Origin: null",
          "Access-Control-Request-Method: GET");

  static List<String> elsewhere() {
    return List.of(
        "/health",
        "/health/",
        "/health/liveness",
        "/docs",
        "/docs/",
        "/docs/swagger",
        "/docs/index.html",
        "/docs/orderflow.yaml",
        "/docs/webjars/nothing.js",
        "/docs/nothing",
        "/docs/docs.css",
        "/docs/icon.svg",
        "/docs/webjars/swagger-ui/swagger-ui.css",
        "/console",
        "/console/",
        "/console/nothing",
        "/console/login",
        "/console/assets/console.css",
        "/console/assets/nothing.css",
        "/console/assets/webjars/nothing.js",
        "/api/v1/openapi.yaml",
        "/api/v1/nothing",
        "/api/v1/products/nothing/nothing",
        "/api/v1/orders/0190e3c4-9d3b-7c7c-8f6e-2f7d3a1b5c60",
        "/api/v1/admin/nothing",
        "/api",
        "/",
        "/nothing",
        "/nothing.html",
        "/%6eothing",
        "/nothing?a=%zz",
        "/error",
        "/favicon.ico");
  }

  /** On the port for operators. */
  static List<String> management() {
    return List.of(
        "/actuator",
        "/actuator/health",
        "/actuator/health/readiness",
        "/actuator/health/nothing",
        "/actuator/prometheus",
        "/actuator/nothing",
        "/",
        "/error",
        "/nothing");
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void no_accept_header_causes_a_500(String path) throws IOException {
    assertNoFault(port, path);
  }

  @ParameterizedTest
  @MethodSource("management")
  void no_accept_header_causes_a_500_on_the_management_port(String path) throws IOException {
    assertNoFault(managementPort, path);
  }

  private static void assertNoFault(int port, String path) throws IOException {
    var faults = new ArrayList<String>();
    for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE")) {
      for (String like : LIKES) {
        var answer = send(port, call(method, path, like));
        if (answer.status() >= 500) {
          faults.add(method + " " + like + " " + answer.status());
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void health_answers_whatever_is_accepted() throws IOException {
    for (String like : LIKES) {
      if (like.startsWith("Accept")) {
        var answer = send("GET", "/health", like);
        assertThat(answer.status()).as(like).isEqualTo(200);
        assertThat(answer.body()).as(like).contains("\"status\":\"UP\"");
      }
    }
  }

  @Test
  void an_unacceptable_response_type_is_refused_before_the_order_is_placed() throws IOException {
    var call = new Call("POST", "/api/v1/orders").header("Content-Type", "application/json");
    call.header("Accept", "application/json;charset=iso-8859-1");
    call.body =
        """
        {"customerId":"a","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_ok"}\
        """
            .getBytes(UTF_8);
    assertThat(send(call).status()).isEqualTo(201);
  }

  /** To {@code OPTIONS}, as a preflight or not, and after a wrong method. */
  @Test
  void allow_is_the_same_for_options_and_after_a_wrong_method() throws IOException {
    var paths = new TreeSet<String>();
    CONTRACT.operations().forEach(operation -> paths.add(operation.path()));
    for (String path : paths) {
      String target = path.replaceAll("\\{[a-zA-Z]+}", "x1");
      var allowed = new TreeSet<String>(List.of("OPTIONS"));
      CONTRACT.operations().stream()
          .filter(operation -> isOf(operation.path(), target)) // a word may stand where ids do
          .forEach(operation -> allowed.add(operation.method()));
      if (allowed.contains("GET")) {
        allowed.add("HEAD");
      }
      var plain = send("OPTIONS", target, "Accept: */*");
      var preflight =
          send("OPTIONS", target, "Origin: http://localhost\r\nAccess-Control-Request-Method: PUT");
      var wrong = send(allowed.contains("PATCH") ? "PUT" : "PATCH", target, "Accept: */*");
      assertThat(wrong.status()).as(path).isEqualTo(405);
      for (var answer : List.of(plain, preflight, wrong)) {
        assertThat(allowedBy(answer)).as(path + " " + answer).isEqualTo(allowed);
        boolean patched = allowed.contains("PATCH") && answer.status() != 405;
        assertThat(answer.header("Accept-Patch").orElse(""))
            .as(path)
            .isEqualTo(patched ? "application/merge-patch+json" : "");
      }
    }
  }

  private static boolean isOf(String path, String target) {
    return target.matches(path.replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
  }

  private static Set<String> allowedBy(Answer answer) {
    String all = answer.headers("Allow").stream().collect(joining(","));
    return new TreeSet<>(Arrays.asList(all.split(", ?")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.api+json",
        "application/problem+json",
        "application/merge-patch+json",
        "APPLICATION/LD+JSON; charset=utf-8"
      })
  void what_is_json_of_another_kind_is_not_an_order(String type) throws IOException {
    var call = new Call("POST", "/api/v1/orders").header("Content-Type", type);
    call.body = "{}".getBytes(UTF_8);
    assertThat(send(call).status()).isEqualTo(415);
  }

  @Test
  void a_patch_of_another_kind_is_told_which_one_is_taken() throws IOException {
    for (String type :
        List.of(
            "application/json", "application/json-patch+json", "application/ld+json", "text/a")) {
      var call = new Call("PATCH", "/api/v1/orders/x1").header("Content-Type", type);
      call.body = "{}".getBytes(UTF_8);
      var answer = send(call);
      assertThat(answer.status()).as(type).isEqualTo(415);
      assertThat(answer.body()).as(type).contains("application/merge-patch+json");
    }
    var call = new Call("PATCH", "/api/v1/orders/x1");
    call.header("Content-Type", "APPLICATION/Merge-Patch+JSON; charset=UTF-8");
    call.body = "{}".getBytes(UTF_8);
    assertThat(send(call).status()).isEqualTo(404);
  }

  @Test
  void a_redirect_stays_where_it_came_from() throws IOException {
    var answer = send("GET", "/docs/", "Host: localhost:1");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains("/docs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//api/v1/products", "/api//v1", "/api/v1/a%2fb", "/api/v1;a=b/orders"})
  void a_refused_path_is_answered_with_the_reason(String path) throws IOException {
    var answer = send("GET", path, "Accept: */*");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("MALFORMED_REQUEST");
    if (!path.contains("%")) { // that one Tomcat refuses
      assertThat(answer.body()).contains("Send a path with single slashes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/openapi.yaml, application/yaml",
    "/docs/orderflow.yaml, application/yaml",
    "/docs, text/html"
  })
  void files_say_what_they_are(String path, String type) throws IOException {
    for (String method : List.of("GET", "HEAD")) {
      assertThat(send(method, path, "Accept: */*").mediaType()).contains(type);
    }
  }

  private Answer send(String method, String target, String headers) throws IOException {
    return send(call(method, target, headers));
  }

  private static Call call(String method, String target, String headers) {
    var call = new Call(method, target);
    for (String header : headers.lines().toList()) {
      int colon = header.indexOf(':');
      if (header.startsWith("Host")) {
        call.headers.clear();
      }
      call.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    return call;
  }

  private Answer send(Call call) throws IOException {
    return send(port, call);
  }

  private static Answer send(int port, Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), call.isHead());
    }
  }
}
