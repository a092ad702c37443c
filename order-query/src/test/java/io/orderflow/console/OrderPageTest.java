package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Money;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.views.list.ListedOrder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class OrderPageTest extends ConsoleTest {

  @Autowired JdbcTemplate jdbc;

  private static ListedOrder placed() {
    return ListedOrder.of("alice", "PO-7", Money.of("10.00", "EUR"), NOON, "cup Cup, blue");
  }

  private String page(ListedOrder order) {
    recording.record(NOON, order);
    return browser.page(path(order));
  }

  private static String path(ListedOrder order) {
    return "/console/orders/" + order.id();
  }

  @Test
  void the_road_shows_each_step_with_its_attempts_and_the_next_try() {
    var failing = placed().paid();
    var failed =
        failing.then(
            new OrderEvent.StepAttemptFailed(
                failing.id(),
                new Attempt(Attempt.Kind.REQUEST, Step.PROCESSING, null, 1, 3),
                "the warehouse is closed",
                Instant.parse("2026-03-01T12:01:40Z")));
    assertThat(page(failed))
        .containsSubsequence("Stock", "Done", "Payment", "Done", "Processing", "Under way")
        .contains("Attempt 4", "the warehouse is closed")
        .contains("<time data-countdown datetime=\"2026-03-01T12:01:40Z\">1 Mar 2026 12:01:40 UTC")
        .containsSubsequence("Shipping", "Not yet", "Delivery", "Not yet");
  }

  @Test
  void an_undo_is_shown_as_such() {
    var paid = placed().paid();
    var undoing =
        paid.then(
            new OrderEvent.CancellationStarted(
                paid.id(),
                CancellationReason.PROCESSING_REFUSED,
                Step.PROCESSING,
                Actor.SYSTEM,
                "no"),
            new OrderEvent.ProcessingCancelled(paid.id()));
    assertThat(page(undoing))
        .containsSubsequence("Payment", "Being undone", "Processing", "Undone", "Never begun")
        .containsSubsequence("To be refunded", "10.00 EUR")
        .contains("the payment, to be refunded", "Cancelled because", "Processing refused");
  }

  @Test
  void only_what_is_allowed_now_is_offered_with_what_it_leads_to() {
    assertThat(page(placed().paid()))
        .contains("/cancel\"", "The customer gets 10.00 EUR back.", "It cannot be taken back.")
        .doesNotContain("/retry\"", "/resolve\"");
    assertThat(page(placed().needingAttention(Step.STOCK)))
        .contains("/retry\"", "/resolve\"", "Nothing was charged.")
        .containsPattern("<textarea[^>]* required=\"required\"");
    assertThat(page(placed().completed("trk")))
        .contains("Nothing now")
        .doesNotContain("<form", "<textarea");
  }

  @Test
  void a_parcel_that_is_resolved_needs_to_be_shipped_or_not() {
    var ready = placed().paid();
    var stuck =
        ready.then(new OrderEvent.ProcessingCompleted(ready.id())).needingAttention(Step.SHIPPING);
    assertThat(page(stuck))
        .contains("value=\"SHIPPED\"", "value=\"NOT_SHIPPED\"", "The carrier is told not to ship.");
  }

  @ParameterizedTest
  @CsvSource({
    "retry, note is required",
    "retry, step is required",
    "resolve, outcome is required",
    "resolve, attentionVersion must be as the order shows it"
  })
  void a_form_that_is_not_filled_in_is_shown_again_with_what_is_missing(
      String action, String mistake) {
    var order = placed().needingAttention(Step.STOCK);
    recording.record(NOON, order);
    var answer = submit(order, action, mistake);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(answer)).contains("role=\"alert\"", mistake, "<form");
  }

  private HttpResponse<String> submit(ListedOrder order, String action, String mistake) {
    return browser.submit(
        path(order) + "/" + action,
        switch (mistake.substring(0, mistake.indexOf(' '))) {
          case "note" -> Map.of("step", "STOCK", "attentionVersion", "1", "note", " ");
          case "step" -> Map.of("attentionVersion", "1", "note", "n");
          case "outcome" -> Map.of("step", "SHIPPING", "attentionVersion", "1", "note", "n");
          default -> Map.of("step", "STOCK", "attentionVersion", "-1", "note", "n");
        });
  }

  @Test
  void what_was_entered_is_kept_in_a_form_that_is_shown_again() {
    var order = placed().needingAttention(Step.STOCK);
    recording.record(NOON, order);
    var words = Map.of("key", "retry-stock-1", "note", "<b>called</b> them");
    var answer = browser.submit(path(order) + "/retry", words);
    assertThat(answer.body()).containsOnlyOnce("&lt;b&gt;called&lt;/b&gt; them");
  }

  @Test
  void a_form_of_another_site_does_nothing() {
    var order = placed();
    recording.record(NOON, order);
    var answer =
        browser.send(
            browser
                .request(path(order) + "/cancel")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("note=x")));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Browser.harmless(answer)).contains("<p class=\"code\">403</p>");
  }

  @Test
  void hostile_text_is_text_also_in_raw_events() {
    var hostile =
        ListedOrder.of(
                "<script>alert(1)</script>",
                "\"><img src=x>",
                Money.of("10.00", "EUR"),
                NOON,
                "x-1 <svg onload=alert(2)>")
            .with(new OrderNumber("2026-004712"), Map.of("note", "</dd><script>"));
    assertThat(page(hostile))
        .contains("Order 2026-004712", "&lt;svg onload=alert(2)&gt;", "&lt;/dd&gt;&lt;script&gt;")
        .doesNotContain("<script>", "<img", "<svg onload");
    var events = browser.page(path(hostile) + "/events");
    assertThat(events)
        .contains("0 · order.created", "&lt;script&gt;alert(1)")
        .doesNotContain("<script>", "<img", "<svg");
  }

  @Test
  void what_is_overdue_goes_on_and_what_was_refused_does_not() {
    var hint = "If the partner answers, nothing is left to do.";
    assertThat(page(placed().needingAttention(Step.STOCK, "STOCK is overdue"))).contains(hint);
    assertThat(page(placed().needingAttention(Step.STOCK, "undoing STOCK was refused")))
        .doesNotContain(hint);
  }

  @Test
  void a_dead_letter_of_the_order_is_shown_with_what_it_stops_and_no_other_ones() {
    var order = placed();
    recording.record(NOON, order);
    var other = placed();
    recording.record(NOON, other);
    jdbc.update(
        """
        insert into views.dead_letter
          (processor_name, aggregate_id, first_sequence, last_sequence, event_type, reason, tries,
            parked_at, trace)
        values ('order-views', ?, 3, 5, 'order.payment-captured', 'no <b>column</b>', 5,
          '2026-03-01 12:00:00+00', 'trace')""",
        order.id().toString());
    try {
      var letter = "/console/processors/dead-letters/order-views/" + order.id();
      awaitPage(
          order,
          page ->
              page.contains("order-views has stopped at this order.")
                  .contains("Lists and searches show the order as it was before.")
                  .contains("order.payment-captured, event 3: no &lt;b&gt;column&lt;/b&gt;")
                  .containsSubsequence("<time datetime=\"2026-03-01T12:00:00Z\"", "2 events behind")
                  .contains("href=\"" + letter + "\""));
      assertThat(browser.page(path(other))).doesNotContain("has stopped at this order");
    } finally {
      jdbc.update("delete from views.dead_letter where aggregate_id = ?", order.id().toString());
    }
  }

  @Test
  void where_lists_show_another_status_the_page_says_so_and_leads_to_the_check() {
    var order = placed().paid();
    recording.record(NOON, order);
    recording.awaitRow(order);
    var hint = "Lists and searches show this order as";
    assertThat(browser.page(path(order))).doesNotContain(hint);

    show(order, "COMPLETED", 0);
    awaitPage(
        order, page -> page.contains(hint + " Completed.", "href=\"/console/processors#check\""));
    show(order, "COMPLETED", 1); // one that is late says so by its version
    assertThat(browser.page(path(order))).doesNotContain(hint);
    show(order, "PROCESSING", -1);
  }

  private void show(ListedOrder order, String status, int behind) {
    jdbc.update(
        "update views.order_view set status = ?, version = version - ? where order_id = ?::uuid",
        status,
        behind,
        order.id().toString());
  }

  @Test
  void services_of_whose_dead_letters_nothing_is_known_are_named() {
    var order = placed();
    recording.record(NOON, order);
    awaitPage(
        order,
        page ->
            page.contains("Not answering: order-command, processor-saga.")
                .contains("Whether it has a dead letter of this order is not known."));
  }

  /** What is asked of services is left out of a page where it is not answered in time. */
  private void awaitPage(ListedOrder order, Consumer<AbstractStringAssert<?>> shown) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> shown.accept(assertThat(browser.page(path(order)))));
  }

  @Test
  void htmx_is_sent_new_offers_only_where_they_have_changed() {
    var order = placed().needingAttention(Step.STOCK);
    recording.record(NOON, order);
    var same = update(order, "retry-stock-1.resolve-stock-1.cancel");
    assertThat(same).startsWith("<div id=\"live\"").doesNotContain("<form", "name=\"shown\"");
    assertThat(update(order, "cancel"))
        .startsWith("<div id=\"live\"")
        .containsOnlyOnce("id=\"offers\"")
        .contains("hx-swap-oob=\"true\"", "<form")
        .contains("name=\"shown\" value=\"retry-stock-1.resolve-stock-1.cancel\"");
  }

  private String update(ListedOrder order, String shown) {
    return browser
        .send(browser.request(path(order) + "?shown=" + shown).header("HX-Request", "true").GET())
        .body()
        .strip();
  }

  @Test
  void an_order_that_is_not_there_is_a_page_too() {
    var answer = browser.open("/console/orders/" + UUID.randomUUID());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Browser.harmless(answer)).contains("There is no order with this id.");
    assertThat(browser.open("/console/orders/nonsense").statusCode()).isEqualTo(404);
  }
}
