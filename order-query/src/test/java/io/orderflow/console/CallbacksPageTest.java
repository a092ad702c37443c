package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CallbacksPageTest extends ConsoleTest {

  @Test
  @Order(1)
  void each_callback_is_shown_with_what_the_partner_said_and_why_it_matches_nothing() {
    // The count in the navigation may be two seconds old.
    await()
        .untilAsserted(
            () ->
                assertThat(browser.page("/console/callbacks"))
                    .contains("2 callbacks", "Payment says charged", "12.00 EUR")
                    .contains("There is no such order.", "Its request key was never used.")
                    .contains("evt-2&lt;script&gt;", "1 Mar 2026 12:00:00")
                    .contains("class=\"count\">2<"));
  }

  @Test
  @Order(2)
  void a_form_that_is_not_filled_in_is_shown_again_with_what_was_entered() {
    var answer =
        browser.submit(
            "/console/callbacks/payment:b25l/match",
            Map.of("orderId", "no-id", "note", "<i>they told</i>"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(answer))
        .contains("role=\"alert\"", "orderId ")
        .containsOnlyOnce("&lt;i&gt;they told&lt;/i&gt;")
        .containsOnlyOnce("value=\"no-id\"");
    assertThat(browser.submit("/console/callbacks/payment:b25l/dismissal", Map.of()).body())
        .contains("note is required");
  }

  @Test
  @Order(3)
  void what_the_order_does_not_accept_goes_on_waiting() {
    var answer =
        browser.submit(
            "/console/callbacks/payment:b25l/match",
            Map.of("orderId", StandInProcess.REFUSED_ORDER, "note", "they told us"));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(answer))
        .contains("It still waits: it has asked for no payment.", "2 callbacks");
  }

  @Test
  @Order(4)
  void a_callback_is_told_to_an_order_or_dismissed_and_is_counted_no_more() {
    var matched =
        browser.submit(
            "/console/callbacks/payment:b25l/match",
            Map.of("orderId", " " + UUID.randomUUID() + " ", "note", "they told us"));
    assertThat(matched.uri().getQuery()).isEqualTo("done=matched");
    assertThat(Browser.harmless(matched)).contains("The order was told.", "1 callback<");
    var dismissed =
        browser.submit(
            "/console/callbacks/payment:dHdv/dismissal", Map.of("note", "a test of theirs"));
    assertThat(Browser.harmless(dismissed))
        .contains("The callback is dismissed.", "There are none: every callback found its order.");
    var again =
        browser.submit("/console/callbacks/payment:dHdv/dismissal", Map.of("note", "again"));
    assertThat(again.statusCode()).isEqualTo(404);
  }
}
