package io.orderflow.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Sends a request of every kind of caller to every endpoint. A new endpoint fails until it has a
 * row here.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MatrixTest extends SecuredApplication {

  /** How each known guest is answered; those with a flawed token all as anonymous. */
  private static final List<Row> ROWS = rows();

  @Autowired ApplicationContext beans;

  private static final String PRODUCT =
      "{\"name\":\"Mouse\",\"unitPrice\":{\"amount\":\"25.00\",\"currency\":\"EUR\"}}";

  private static final String ANSWER =
      "{\"step\":\"PAYMENT\",\"attentionVersion\":7,\"note\":\"called them\"}";

  private static final String SWITCH = "{\"state\":\"ON\",\"reason\":\"all is well\"}";

  private static final String WEBHOOK = "{\"url\":\"https://shop.invalid/hooks\"}";
  private static final String CAUSE = "/api/v1/admin/dead-letters/{processor}/causes/{cause}/retry";
  private static final String BULK =
      "{\"action\":\"cancel\",\"filter\":{\"customerId\":\"carol\"},\"note\":\"gone\"}";

  private static final String CONFIRMED = "{\"count\":1,\"note\":\"it was lost\"}";

  private static final String PERSONAL_DATA = "/api/v1/admin/personal-data";

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    // method, pattern | body | anonymous, owner, other customer, operator, shop, wrong scope
    row(rows, "POST /api/v1/orders", order("alice"), 401, 201, 403, 403, 201, 403);
    row(rows, "GET /api/v1/orders", "", 401, 200, 200, 200, 200, 403);
    row(rows, "GET /api/v1/orders/{id}", "", 401, 200, 404, 200, 200, 403);
    row(rows, "PATCH /api/v1/orders/{id}", "{}", 401, 200, 404, 200, 200, 403);
    row(rows, "GET /api/v1/orders/{id}/status", "", 401, 200, 404, 200, 200, 403);
    row(rows, "GET /api/v1/orders/{id}/timeline", "", 401, 200, 404, 200, 200, 403);
    row(rows, "GET /api/v1/orders/stream", "", 401, 200, 200, 200, 200, 403);
    row(rows, "GET /api/v1/orders/{id}/stream", "", 401, 200, 404, 200, 200, 403);
    row(rows, "POST /api/v1/orders/{id}/cancel", "{}", 401, 202, 404, 202, 202, 403);
    row(rows, "GET /api/v1/products", "", 401, 200, 200, 200, 200, 200);
    row(rows, "GET /api/v1/products/{sku}", "", 401, 200, 200, 200, 200, 200);
    row(rows, "PUT /api/v1/products/{sku}", PRODUCT, 401, 403, 403, 200, 403, 403);
    row(rows, "POST /api/v1/products/{sku}/stock", "{\"delta\":1}", 401, 403, 403, 200, 403, 403);
    row(rows, "DELETE /api/v1/products/{sku}", "", 401, 403, 403, 204, 403, 403);
    // What is signed comes as far as its contents, which are nonsense here.
    row(rows, "POST /api/v1/callbacks/payments", "{}", 400, 400, 400, 400, 400, 400);
    row(rows, "POST /api/v1/callbacks/shipments", "{}", 400, 400, 400, 400, 400, 400);
    row(rows, "POST /api/v1/admin/orders/{id}/retry", ANSWER, 401, 403, 403, 409, 403, 403);
    row(rows, "POST /api/v1/admin/orders/{id}/resolve", ANSWER, 401, 403, 403, 409, 403, 403);
    row(rows, "GET /api/v1/admin/attention-groups", "", 401, 403, 403, 200, 403, 403);
    String bulk = "%s /api/v1/admin/bulk-operations%s";
    row(rows, bulk.formatted("GET", ""), "", 401, 403, 403, 200, 403, 403);
    row(rows, bulk.formatted("POST", ""), BULK, 401, 403, 403, 201, 403, 403);
    row(rows, bulk.formatted("GET", "/{id}"), "", 401, 403, 403, 404, 403, 403);
    row(rows, bulk.formatted("DELETE", "/{id}"), "", 401, 403, 403, 404, 403, 403);
    row(rows, bulk.formatted("GET", "/{id}/orders"), "", 401, 403, 403, 404, 403, 403);
    row(rows, bulk.formatted("POST", "/{id}/pause"), "", 401, 403, 403, 404, 403, 403);
    row(rows, bulk.formatted("POST", "/{id}/resume"), "", 401, 403, 403, 404, 403, 403);
    String confirmation = bulk.formatted("POST", "/{id}/confirmation");
    row(rows, confirmation, "{\"count\":1}", 401, 403, 403, 404, 403, 403);
    row(rows, "DELETE " + PERSONAL_DATA, "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /api/v1/admin/dead-letters", "", 401, 403, 403, 200, 403, 403);
    row(rows, "POST /api/v1/admin/dead-letters/{id}/retry", "", 401, 403, 403, 404, 403, 403);
    row(rows, "GET /api/v1/admin/dead-letters/{id}", "", 401, 403, 403, 404, 403, 403);
    row(rows, "POST " + CAUSE, "", 401, 403, 403, 404, 403, 403);
    row(rows, "GET /api/v1/admin/unmatched-callbacks", "", 401, 403, 403, 200, 403, 403);
    String callback = "%s /api/v1/admin/unmatched-callbacks/{id}%s";
    row(rows, callback.formatted("GET", ""), "", 401, 403, 403, 404, 403, 403);
    row(rows, callback.formatted("POST", "/match"), "{}", 401, 403, 403, 404, 403, 403);
    row(rows, callback.formatted("POST", "/dismissal"), "{}", 401, 403, 403, 404, 403, 403);
    row(rows, "GET /api/v1/admin/switches", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /api/v1/admin/switches/{name}", "", 401, 403, 403, 200, 403, 403);
    row(rows, "PUT /api/v1/admin/switches/{name}", SWITCH, 401, 403, 403, 200, 403, 403);
    row(rows, "GET /api/v1/admin/processors/{name}", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /api/v1/admin/processors", "", 401, 403, 403, 200, 403, 403);
    String processor = "%s /api/v1/admin/processors/{name}/replays%s";
    row(rows, processor.formatted("POST", ""), "", 401, 403, 403, 409, 403, 403);
    row(rows, processor.formatted("GET", "/{id}"), "", 401, 403, 403, 404, 403, 403);
    row(rows, processor.formatted("DELETE", "/{id}"), "", 401, 403, 403, 404, 403, 403);
    String projection = "%s /api/v1/admin/projections/{name}/checks%s";
    row(rows, projection.formatted("POST", ""), "", 401, 403, 403, 404, 403, 403);
    row(rows, projection.formatted("GET", "/{id}"), "", 401, 403, 403, 404, 403, 403);
    row(rows, projection.formatted("DELETE", "/{id}"), "", 401, 403, 403, 404, 403, 403);
    String resends = "%s /api/v1/admin/publishers/{name}/resends%s";
    operatorsRow(rows, resends.formatted("GET", ""), "", 404);
    operatorsRow(rows, resends.formatted("POST", ""), "{\"fromPosition\":1}", 404);
    operatorsRow(rows, resends.formatted("GET", "/{id}"), "", 404);
    operatorsRow(rows, resends.formatted("POST", "/{id}/confirmation"), CONFIRMED, 404);
    String webhook = "%s /api/v1/webhooks%s";
    operatorsRow(rows, webhook.formatted("GET", ""), "", 200);
    operatorsRow(rows, webhook.formatted("POST", ""), WEBHOOK, 201);
    operatorsRow(rows, webhook.formatted("GET", "/{id}"), "", 404);
    operatorsRow(rows, webhook.formatted("PUT", "/{id}"), WEBHOOK, 404);
    operatorsRow(rows, webhook.formatted("DELETE", "/{id}"), "", 204);
    operatorsRow(rows, webhook.formatted("POST", "/{id}/test"), "", 404);
    operatorsRow(rows, webhook.formatted("POST", "/{id}/enable"), "", 404);
    operatorsRow(rows, webhook.formatted("POST", "/{id}/disable"), "", 404);
    operatorsRow(rows, webhook.formatted("POST", "/{id}/secret/rotate"), "", 404);
    operatorsRow(rows, webhook.formatted("GET", "/{id}/deliveries"), "", 404);
    operatorsRow(rows, webhook.formatted("POST", "/{id}/redeliver"), "{\"failed\":true}", 404);
    operatorsRow(
        rows, webhook.formatted("POST", "/{id}/deliveries/{deliveryId}/redeliver"), "", 404);
    row(rows, "GET /console", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /console/orders", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /console/orders.csv", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /console/orders/stream", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /console/orders/{id}/stream", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /console/orders/{id}", "", 401, 403, 403, 200, 403, 403);
    row(rows, "GET /console/orders/{id}/events", "", 401, 403, 403, 200, 403, 403);
    // An operator's request comes as far as its body, which is no form.
    row(rows, "POST /console/demo-orders", "{}", 401, 403, 403, 415, 403, 403);
    row(rows, "POST /console/orders/{id}/cancel", "{}", 401, 403, 403, 415, 403, 403);
    row(rows, "POST /console/orders/{id}/retry", "{}", 401, 403, 403, 415, 403, 403);
    row(rows, "POST /console/orders/{id}/resolve", "{}", 401, 403, 403, 415, 403, 403);
    operatorsRow(rows, "GET /console/attention", "", 200);
    operatorsRow(rows, "GET /console/attention/orders", "", 200);
    operatorsRow(rows, "GET /console/attention/operations/{id}", "", 404);
    operatorsRow(rows, "GET /console/callbacks", "", 200);
    operatorsRow(rows, "GET /console/partners", "", 200);
    operatorsRow(rows, "GET /console/processors", "", 200);
    operatorsRow(rows, "GET /console/processors/dead-letters", "", 200);
    operatorsRow(rows, "GET /console/processors/dead-letters/{processor}/{order}", "", 404);
    operatorsRow(rows, "POST /console/attention/operations", "{}", 415);
    operatorsRow(rows, "POST /console/attention/operations/{id}/confirmation", "{}", 415);
    operatorsRow(rows, "POST /console/attention/operations/{id}/pause", "{}", 415);
    operatorsRow(rows, "POST /console/attention/operations/{id}/resume", "{}", 415);
    operatorsRow(rows, "POST /console/attention/operations/{id}/stop", "{}", 415);
    operatorsRow(rows, "POST /console/callbacks/{id}/dismissal", "{}", 415);
    operatorsRow(rows, "POST /console/callbacks/{id}/match", "{}", 415);
    operatorsRow(rows, "POST /console/partners/switches/{name}/{state:on|off}", "{}", 415);
    operatorsRow(rows, "POST /console/processors/checks", "{}", 415);
    operatorsRow(rows, "POST /console/processors/checks/{id}/cancel", "{}", 415);
    operatorsRow(
        rows, "POST /console/processors/dead-letters/{processor}/causes/{cause}/retry", "{}", 415);
    operatorsRow(
        rows, "POST /console/processors/dead-letters/{processor}/{order}/discard", "{}", 415);
    operatorsRow(
        rows, "POST /console/processors/dead-letters/{processor}/{order}/retry", "{}", 415);
    operatorsRow(rows, "POST /console/processors/replays", "{}", 415);
    operatorsRow(rows, "POST /console/processors/replays/{id}/cancel", "{}", 415);
    operatorsRow(rows, "POST /console/processors/{name}/{state:pause|resume}", "{}", 415);
    String webhookPage = "%s /console/webhooks%s";
    operatorsRow(rows, webhookPage.formatted("GET", ""), "", 200);
    operatorsRow(rows, webhookPage.formatted("POST", ""), "{}", 415);
    for (var page : List.of("", "/secret", "/deletion")) {
      operatorsRow(rows, webhookPage.formatted("GET", "/{id}" + page), "", 404);
    }
    for (var form :
        List.of("/test", "/enable", "/disable", "/secret", "/deletion", "/redelivery")) {
      operatorsRow(rows, webhookPage.formatted("POST", "/{id}" + form), "{}", 415);
    }
    operatorsRow(
        rows, webhookPage.formatted("POST", "/{id}/deliveries/{delivery}/redelivery"), "{}", 415);
    operatorsRow(rows, "GET /console/processors/{name}/resend", "", 404);
    operatorsRow(rows, "POST /console/processors/{name}/resend", "{}", 415);
    operatorsRow(rows, "POST /console/processors/{name}/resend/confirmation", "{}", 415);
    row(rows, "GET /health", "", 200, 200, 200, 200, 200, 200);
    row(rows, "ANY /error", "", 401, 403, 403, 403, 403, 403);
    return rows;
  }

  private static void operatorsRow(List<Row> rows, String endpoint, String body, int operator) {
    row(rows, endpoint, body, 401, 403, 403, operator, 403, 403);
  }

  private static void row(List<Row> rows, String endpoint, String body, Integer... statuses) {
    rows.add(new Row(endpoint, body, List.of(statuses)));
  }

  @Test
  void there_is_a_row_for_every_endpoint() {
    Set<String> endpoints =
        beans.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
            .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
            .flatMap(MatrixTest::namesOf)
            .collect(toCollection(TreeSet::new));

    assertThat(endpoints)
        .as("add a row here, and an AccessRule")
        .isSubsetOf(ROWS.stream().map(Row::endpoint).toList());
    assertThat(ROWS).extracting(Row::endpoint).isSubsetOf(endpoints);
  }

  private static Stream<String> namesOf(RequestMappingInfo endpoint) {
    var methods = endpoint.getMethodsCondition().getMethods();
    return endpoint.getPatternValues().stream()
        .flatMap(
            pattern ->
                methods.isEmpty()
                    ? Stream.of("ANY " + pattern)
                    : methods.stream().map(method -> method + " " + pattern));
  }

  @Test
  void every_caller_is_answered_as_documented_at_every_endpoint() {
    var order = shown(ALICE);
    var seen = new StringBuilder();
    boolean asExpected = true;
    for (var row : ROWS) {
      seen.append("%n%-55s".formatted(row.endpoint()));
      for (var guest : Guest.values()) {
        int expected = row.expected(guest);
        int status = answer(row, guest, order).statusCode();
        asExpected &= status == expected;
        seen.append(
            status == expected
                ? "  %-8d".formatted(status)
                : "  %d!=%d".formatted(status, expected));
      }
    }
    assertThat(asExpected).as(header() + seen).isTrue();
  }

  /** So that a guest does not learn from the answer what it is not to know. */
  @Test
  void a_denied_caller_is_answered_with_a_problem() {
    var order = shown(ALICE);
    for (var row : ROWS) {
      for (var guest : Guest.values()) {
        var answer = answer(row, guest, order);
        var called = row.endpoint() + " by " + guest + ": " + answer.body();
        assertThat(answer.headers().firstValue("X-Content-Type-Options"))
            .as(called)
            .contains("nosniff");
        assertThat(answer.headers().firstValue("Set-Cookie")).as(called).isEmpty();
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
            .as(called)
            .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
        if (answer.statusCode() == 401) {
          assertThat(json(answer).path("code").asString()).isEqualTo("UNAUTHENTICATED");
          assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
              .as(called)
              .startsWith("Bearer")
              .matches(challenge -> (guest == Guest.ANONYMOUS) != challenge.contains("invalid"));
        } else if (answer.statusCode() == 403) {
          assertThat(json(answer).path("code").asString()).as(called).isEqualTo("FORBIDDEN");
        }
        if (answer.statusCode() >= 400) {
          assertThat(answer.headers().firstValue("Content-Type"))
              .as(called)
              .contains("application/problem+json");
        }
      }
    }
  }

  private HttpResponse<String> answer(Row row, Guest guest, String order) {
    String path =
        row.path()
            .replace("/orders/{id}", "/orders/" + order)
            .replace("{sku}", row.endpoint().startsWith("DELETE") ? "keyboard" : "mouse")
            .replace("/switches/{name}", "/switches/accepting-orders")
            .replace("{state:on|off}", "off")
            .replace("{state:pause|resume}", "pause")
            .replace("{name}", "fulfillment")
            .replace("{processor}", "fulfillment")
            .replace("{cause}", "0123456789abcdef")
            .replace("{id}", "987654321")
            .replace("{deliveryId}", "1")
            .replace("{delivery}", "1")
            .replace("{order}", order)
            .replace("personal-data", "personal-data?customerId=carol");
    String body = row.body().isEmpty() ? null : row.body();
    if (path.contains("/api/v1/callbacks/")) {
      return send(
          row.method(), path, guest.token(), body, "Orderflow-Signature", signature(row.body()));
    }
    return send(row.method(), path, guest.token(), body);
  }

  private static String signature(String body) {
    try {
      long now = Instant.now().getEpochSecond();
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(CALLBACK_SECRET.getBytes(UTF_8), "HmacSHA256"));
      return "t=%d,v1=%s"
          .formatted(
              now, HexFormat.of().formatHex(mac.doFinal((now + "." + body).getBytes(UTF_8))));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String header() {
    return "%n%-55s".formatted("")
        + Arrays.stream(Guest.values())
            .map(guest -> "  %-8.8s".formatted(guest))
            .collect(joining());
  }

  /**
   * @param statuses for those whose token holds, after those who have none
   */
  private record Row(String endpoint, String body, List<Integer> statuses) {

    String method() {
      String method = endpoint.substring(0, endpoint.indexOf(' '));
      return method.equals("ANY") ? "GET" : method;
    }

    String path() {
      return endpoint.substring(endpoint.indexOf(' ') + 1);
    }

    int expected(Guest guest) {
      return statuses.get(guest.isKnown() ? List.of(Guest.values()).indexOf(guest) : 0);
    }
  }
}
