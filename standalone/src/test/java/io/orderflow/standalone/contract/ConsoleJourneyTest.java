package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does in the console, by links and forms alone, on the whole application. */
class ConsoleJourneyTest extends StandaloneTest {

  private static final Pattern ROW = Pattern.compile("id=\"order-[^\"]+\" href=\"([^\"]+)\"");
  private static final Pattern FORM =
      Pattern.compile("<form[^>]* action=\"([^\"]+/(cancel|retry|resolve))\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  @Autowired private JdbcTemplate jdbc;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final String customer = "c-" + UUID.randomUUID();

  @Test
  void an_order_is_found_by_a_filter_and_cancelled_by_a_form() throws Exception {
    place("mouse", "pm_card_silent");
    var order = foundBy("status=AWAITING_PAYMENT");

    var cancelled = send(order, "cancel", "note=the+customer+called");
    assertThat(cancelled.statusCode()).isEqualTo(200);
    assertThat(cancelled.uri().getQuery()).isEqualTo("done=cancel");
    assertThat(cancelled.body()).contains("The order is being cancelled.");

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(open(order).body())
                    .contains("The cancellation began on an operator", "the customer called")
                    .contains("Everything is undone; the order is cancelled.")
                    .contains("Cancelled because", "Operator")
                    .doesNotContain("<form"));
    var again = send(order, "cancel", "note=");
    assertThat(again.body()).contains("That was done before; nothing has changed.");
  }

  @Test
  void a_lost_parcel_is_settled_by_a_form_once() throws Exception {
    place("lost-parcel", "pm_card_ok");
    var order = foundBy("attention=DELIVERY");
    var page = open(order).body();
    assertThat(page).contains("Delivery needs a person.", "Count as done: delivery");

    var form = fieldsOf(page) + "&note=the+customer+has+it";
    var resolved = send(order, "resolve", form);
    assertThat(resolved.statusCode()).isEqualTo(200);
    assertThat(resolved.body())
        .contains("It counts as done.", "the customer has it", ">Completed<")
        .doesNotContain("needs a person");
    assertThat(send(order, "resolve", form).body()).contains("nothing has changed");
    var stale = send(order, "resolve", fieldsOf(page) + "&note=another");
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("That was not done:");
  }

  @Test
  void what_carries_orders_on_cannot_do_without_an_event() throws Exception {
    place("mouse", "pm_card_silent");
    var order = foundBy("status=AWAITING_PAYMENT");
    var id = order.substring(order.lastIndexOf('/') + 1);
    var letters = "/console/processors/dead-letters/";
    for (var processor : new String[] {"fulfillment", "unexpected-payments"}) {
      var letter = letters + processor + "/" + id;
      jdbc.update(
          """
          insert into fulfillment.dead_letter
            (processor_name, aggregate_id, first_sequence, last_sequence, event_type, reason,
              tries, parked_at, trace)
          values (?, ?, 1, 1, 'order.stock-reserved', 'a test', 3, now(), 'trace')""",
          processor,
          id);
      try {
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(open(letter).body())
                        .contains(processor + " cannot handle order.stock-reserved", "Retry it now")
                        .doesNotContain("Discard it"));
        var refused = send(letter + "/discard", "note=let+it+go");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
            .contains(processor + " carries orders on, so it cannot do without events");
        assertThat(open(letter).statusCode()).isEqualTo(200);
      } finally {
        jdbc.update(
            "delete from fulfillment.dead_letter where processor_name = ? and aggregate_id = ?",
            processor,
            id);
      }
    }
  }

  @Test
  void a_demo_order_is_placed_by_a_button_and_watched() throws Exception {
    assertThat(open("/console").body()).contains("The card is declined.");
    var placed = send("/console/demo-orders", "scenario=DECLINED");
    assertThat(placed.statusCode()).as(placed.body()).isEqualTo(200);
    assertThat(placed.uri().getPath()).startsWith("/console/orders/");
    assertThat(placed.body()).contains("The order is placed.", "sse-connect=");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(open(placed.uri().getPath()).body())
                    .contains(">Cancelled<", "Payment declined", "Nothing was charged.")
                    .doesNotContain("Not answering", "has stopped at this order"));
  }

  private void place(String sku, String method) throws Exception {
    var order =
        """
        {"customerId": "%s", "items": [{"sku": "%s", "quantity": 1}], "paymentMethod": "%s"}"""
            .formatted(customer, sku, method);
    var answer =
        http.send(
            request("/api/v1/orders")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(JsonMapper.shared().readTree(answer.body()).has("orderId")).isTrue();
  }

  /** The path of the only order of the list, which a link of it leads to. */
  private String foundBy(String filter) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              var list = open("/console/orders?" + filter + "&customerId=" + customer).body();
              var row = ROW.matcher(list);
              return row.find() ? row.group(1) : "";
            },
            found -> !found.isEmpty());
  }

  /** What the first form of a page sends of itself. */
  private static String fieldsOf(String page) {
    var form = FORM.matcher(page);
    assertThat(form.find()).isTrue();
    var end = page.indexOf("</form>", form.start());
    var fields = new StringBuilder();
    HIDDEN
        .matcher(page.substring(form.start(), end))
        .results()
        .forEach(
            field ->
                fields
                    .append(fields.isEmpty() ? "" : "&")
                    .append(field.group(1))
                    .append('=')
                    .append(URLEncoder.encode(field.group(2), UTF_8)));
    return fields.toString();
  }

  private HttpResponse<String> open(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String order, String action, String form)
      throws IOException, InterruptedException {
    return send(order + "/" + action, form);
  }

  private HttpResponse<String> send(String path, String form)
      throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Accept", "text/html,*/*;q=0.8");
  }
}
