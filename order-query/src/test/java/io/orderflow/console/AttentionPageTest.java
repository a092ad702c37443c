package io.orderflow.console;

import static io.orderflow.console.Browser.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Money;
import io.orderflow.api.Step;
import io.orderflow.views.list.ListedOrder;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class AttentionPageTest extends ConsoleTest {

  private static final String OPERATIONS = "/console/attention/operations";

  @Autowired JdbcTemplate jdbc;

  /** A customer of this test alone, so that its orders are. */
  private final String customer = "c-" + UUID.randomUUID();

  private ListedOrder[] stuck(int count, Step step) {
    var orders =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    ListedOrder.of(
                            customer, "r" + number, Money.of("10.00", "EUR"), NOON, "cup Cup, blue")
                        .paid()
                        .needingAttention(step))
            .toArray(ListedOrder[]::new);
    recording.record(NOON, orders);
    return orders;
  }

  private String filter(String attention) {
    return "attention=" + attention + "&customerId=" + customer;
  }

  private HttpResponse<String> preview(String action, String note) {
    return browser.submit(
        OPERATIONS, Map.of("action", action, "filter", filter("PROCESSING"), "note", note));
  }

  @Test
  void groups_are_counted_by_step_and_reason_and_lead_to_their_orders() {
    var orders = stuck(3, Step.PROCESSING);
    // The count in the navigation may be two seconds old.
    await()
        .untilAsserted(
            () ->
                assertThat(browser.page("/console/attention"))
                    .containsPattern(
                        "/console/attention/orders\\?attention=PROCESSING[^\"]*attentionReason=")
                    .contains("class=\"count\"", "The oldest since", "1 Mar 2026 12:00:0"));
    var group = browser.page("/console/attention/orders?" + filter("PROCESSING"));
    assertThat(group)
        .contains("Processing needs a person", "3 orders", "Preview: Try all of them again")
        .contains("id=\"order-" + orders[0].id() + "\"")
        .contains("Preview: Count all of them as done", "Preview: Cancel all of them");
  }

  @Test
  void a_delivery_is_not_asked_for_again_and_a_shipment_is_shipped_or_not() {
    stuck(1, Step.SHIPPING);
    assertThat(browser.page("/console/attention/orders?" + filter("SHIPPING")))
        .contains("value=\"SHIPPED\"", "value=\"NOT_SHIPPED\"", "Preview: Try all of them again");
    stuck(1, Step.DELIVERY);
    assertThat(browser.page("/console/attention/orders?" + filter("DELIVERY")))
        .contains("Preview: Count all of them as done")
        .doesNotContain("Preview: Try all of them again", "NOT_SHIPPED");
  }

  @Test
  void a_preview_does_nothing_before_its_exact_number_is_confirmed() {
    stuck(4, Step.PROCESSING);
    var preview = preview("retry", "they are back");
    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.uri().getPath()).matches(OPERATIONS + "/[0-9]+");
    assertThat(Browser.harmless(preview))
        .contains("Retry 4 orders", "Nothing has been done yet", "they are back")
        .contains("Waits for confirmation", "needs a person: processing")
        .doesNotContain("hx-trigger");

    var path = preview.uri().getPath();
    var wrong = browser.submit(path + "/confirmation", Map.of("count", "5"));
    assertThat(wrong.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(wrong))
        .contains("role=\"alert\"", "has selected 4 orders", "Waits for confirmation");
    var empty = browser.submit(path + "/confirmation", Map.of("count", ""));
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(empty)).contains("count is required");
  }

  @Test
  void a_repair_is_watched_paused_resumed_and_stopped() {
    stuck(2, Step.PROCESSING);
    var path = preview("retry", "again").uri().getPath();
    var running = browser.submit(path + "/confirmation", Map.of("count", "2"));
    assertThat(running.uri().getPath()).isEqualTo(path);
    assertThat(Browser.harmless(running))
        .contains("<progress max=\"2\"", "every 2s", "0 of 2 orders have their result");
    assertThat(browser.submit(path + "/pause", Map.of()).body())
        .contains(">Paused<", path + "/resume", "every 2s");
    assertThat(browser.submit(path + "/resume", Map.of()).body()).contains(path + "/pause");
    var stopped = browser.submit(path + "/stop", Map.of());
    assertThat(Browser.harmless(stopped))
        .contains(">Stopped<", ">Left<")
        .doesNotContain("every 2s", path + "/pause");
    assertThat(browser.submit(path + "/resume", Map.of()).statusCode()).isEqualTo(409);
    assertThat(browser.page("/console/attention")).contains(path, "Retry 2 orders", "0 of 2");
  }

  @Test
  void the_result_of_each_order_is_told_with_its_reason() {
    var orders = stuck(3, Step.PROCESSING);
    var path = preview("cancel", "closed").uri().getPath();
    var id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    store(id, orders[0], "DONE", null);
    store(id, orders[1], "REFUSED", "It has been dispatched.");
    store(id, orders[2], "UNCHANGED", "It was cancelled before.");
    jdbc.update("update views.bulk_operation set state = 'DONE' where operation_id = ?", id);

    assertThat(browser.page(path))
        .contains("Refused, not cancellable", "3 of 3 orders have their result")
        .contains("It has been dispatched.", "It was cancelled before.");
    assertThat(browser.page(path + "?result=REFUSED"))
        .contains(orders[1].id().toString(), "aria-current=\"true\"")
        .doesNotContain(orders[0].id().toString());
    var part = browser.send(browser.request(path).header("HX-Request", "true").GET());
    assertThat(part.body().strip()).startsWith("<div id=\"operation\"");
  }

  private void store(long operation, ListedOrder order, String result, @Nullable String detail) {
    jdbc.update(
        """
        update views.bulk_operation_order
        set result = ?, code = ?, detail = ?, answered_at = now()
        where operation_id = ? and order_id = ?""",
        result,
        result.equals("DONE") ? null : "NOT_CANCELLABLE",
        detail,
        operation,
        order.id().value());
  }

  @Test
  void a_form_that_is_not_filled_in_is_shown_again_with_what_was_entered() {
    stuck(1, Step.SHIPPING);
    var answer =
        browser.submit(
            OPERATIONS,
            Map.of("action", "resolve", "filter", filter("SHIPPING"), "note", "<i>found</i>"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(answer))
        .contains("role=\"alert\"", "outcome is required for SHIPPING")
        .containsOnlyOnce("&lt;i&gt;found&lt;/i&gt;");
    assertThat(preview("retry", " ").body()).contains("note is required");
  }

  @Test
  void all_orders_of_a_filtered_list_can_be_acted_on() {
    stuck(2, Step.PROCESSING);
    var list = browser.page("/console/orders?customerId=" + customer);
    assertThat(list).contains("/console/attention/orders?customerId=" + customer);
    assertThat(browser.page("/console/attention/orders?customerId=" + customer))
        .contains("Orders that match", "2 orders", "Preview: Cancel all of them")
        .doesNotContain("Preview: Try all of them again");
    assertThat(browser.page("/console/orders?q=" + encoded("cup")))
        .doesNotContain("/console/attention/orders?");
    var unfiltered = browser.submit(OPERATIONS, Map.of("action", "cancel", "note", "x"));
    assertThat(unfiltered.body()).contains("must name at least one filter");
  }

  @Test
  void htmx_is_sent_the_groups_alone() {
    var groups =
        browser.send(browser.request("/console/attention").header("HX-Request", "true").GET());
    assertThat(groups.body().strip()).startsWith("<div id=\"groups\"").doesNotContain("<h1>");
    assertThat(browser.page("/console/attention?live=off")).doesNotContain("hx-trigger");
  }

  @Test
  void an_operation_that_is_not_there_is_a_page_too() {
    assertThat(browser.open(OPERATIONS + "/1234567").statusCode()).isEqualTo(404);
    assertThat(browser.open(OPERATIONS + "/x").statusCode()).isEqualTo(404);
  }
}
