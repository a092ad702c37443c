package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartnersPageTest extends ConsoleTest {

  @Test
  void each_partner_is_shown_with_its_last_hour_and_what_waits() {
    assertThat(browser.page("/console/partners"))
        .containsSubsequence(
            "Requests are those of node <code>node-1</code>",
            "the next look may show those of another",
            "Payment",
            "Fails",
            "7 tasks to do, the oldest waits for 1.5 min.",
            "10 requests, 80.0 % with a usable answer: 6 answered, 2 refused, 2 without one.",
            "Half within 50 ms, 95 of 100 within 5.0 s.",
            "<rect class=\"good\"",
            "<rect class=\"bad\"")
        .containsSubsequence("Shipping", "Not asked yet", "Nothing waits.");
  }

  @Test
  void the_navigation_counts_partners_of_whose_requests_more_than_a_fifth_fails() {
    // The count may be some seconds old.
    await()
        .untilAsserted(
            () ->
                assertThat(browser.page("/console"))
                    .contains("<span id=\"needs-partners\"><span class=\"count\">1</span></span>"));
  }

  @Test
  void live_numbers_bring_the_counts_of_the_navigation_along() {
    for (var path : List.of("", "/attention", "/partners", "/processors")) {
      var part =
          browser.send(browser.request("/console" + path).header("HX-Request", "true").GET());
      assertThat(part.body())
          .as(path)
          .contains("<span id=\"needs-attention\" hx-swap-oob=\"true\">")
          .contains("<span id=\"needs-callbacks\" hx-swap-oob=\"true\">");
      assertThat(browser.page("/console" + path))
          .as(path)
          .containsOnlyOnce("id=\"needs-attention\"")
          .doesNotContain("hx-swap-oob");
    }
  }

  @Test
  void services_that_do_not_answer_are_named() {
    assertThat(browser.page("/console/partners"))
        .contains("Not answering: order-command, processor-saga.");
  }

  @Test
  void a_switch_needs_a_reason_and_a_service_that_has_it() {
    var path = "/console/partners/switches/asking-shipping/off";
    var without = browser.submit(path, Map.of("reason", " "));
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(without)).contains("role=\"alert\"", "reason is required");
    var away = browser.submit(path, Map.of("reason", "maintenance"));
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(Browser.harmless(away)).contains("The service did not answer.");
  }

  @Test
  void htmx_is_sent_the_numbers_alone() {
    var part =
        browser.send(browser.request("/console/partners").header("HX-Request", "true").GET());
    assertThat(part.body().strip()).startsWith("<div id=\"numbers\"").doesNotContain("<form");
    assertThat(browser.page("/console/partners?live=off")).doesNotContain("hx-trigger");
  }
}
