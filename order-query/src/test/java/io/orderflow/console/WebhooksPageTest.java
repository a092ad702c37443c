package io.orderflow.console;

import static io.orderflow.console.StandInWebhooks.PAID;
import static io.orderflow.console.StandInWebhooks.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.webhook.WebhookCommand.RedeliverAll;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WebhooksPageTest extends ConsoleTest {

  private static final String URL = "https://new.example.com/hooks";

  @Autowired StandInWebhooks webhooks;

  @BeforeEach
  void begin_with_two() {
    webhooks.begin();
  }

  @AfterEach
  void leave_the_process_as_other_tests_expect_it() {
    webhooks.begin();
  }

  @Test
  void each_webhook_is_shown_with_its_events_its_state_and_what_came_last() {
    assertThat(browser.page("/console/webhooks"))
        .containsSubsequence(
            "https://shop.example.com/&lt;hooks&gt;",
            PAID,
            "Fails",
            "1 Mar 2026 12:00:00 UTC",
            "12</span>",
            "No answer")
        .containsSubsequence(
            "https://gone.example.com/",
            "All events",
            "Disabled",
            "orderflow has disabled it: it has answered 410 Gone.",
            "None yet")
        .contains("href=\"/console/webhooks?after=2\"");
    assertThat(browser.page("/console/webhooks?after=2")).contains("First page");
    assertThat(browser.open("/console/webhooks?after=x").statusCode()).isEqualTo(422);
  }

  @Test
  void the_navigation_counts_webhooks_that_fail() {
    // The count may be some seconds old.
    await()
        .untilAsserted(
            () ->
                assertThat(browser.page("/console"))
                    .contains("<span id=\"needs-webhooks\"><span class=\"count\">2</span></span>"));
  }

  @Test
  void a_form_that_is_refused_is_shown_again_with_the_reasons_and_what_was_entered() {
    var answer =
        browser.submit(
            "/console/webhooks",
            Map.of("url", "http://<i>", "labels", "channel=web", "event:" + PAID, "on"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(answer))
        .contains("url must begin with https://", "value=\"http://&lt;i&gt;\"", ">channel=web<")
        .containsOnlyOnce("checked=\"checked\"");
    var label = browser.submit("/console/webhooks", Map.of("url", URL, "labels", "web"));
    assertThat(label.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(label)).contains("labels must be lines such as channel=web");
  }

  @Test
  void the_secret_is_shown_in_the_answer_to_the_form_alone_and_sending_it_again_makes_no_second() {
    var form = Map.of("url", " " + URL + " ");
    var created = browser.submit("/console/webhooks", form);
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.uri().toString()).doesNotContain(SECRET);
    assertThat(Browser.harmless(created))
        .containsOnlyOnce(SECRET)
        .contains("href=\"/console/webhooks/3\"");

    assertThat(browser.page("/console/webhooks/3")).contains(URL).doesNotContain(SECRET);
    assertThat(browser.page("/console/webhooks")).doesNotContain(SECRET);
    var reloaded = browser.submit("/console/webhooks", form);
    assertThat(reloaded.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(reloaded))
        .contains("There is a webhook with this URL already", "name=\"sameUrl\" value=\"1\"")
        .doesNotContain(SECRET);

    var second = Map.of("url", URL, "sameUrl", "1");
    assertThat(browser.submit("/console/webhooks", second).body()).contains(SECRET);
    assertThat(browser.submit("/console/webhooks", second).statusCode()).isEqualTo(409);
  }

  @Test
  void a_rotation_says_what_follows_and_shows_the_new_secret_once() {
    assertThat(browser.page("/console/webhooks/1")).doesNotContain(SECRET);
    assertThat(browser.page("/console/webhooks/1/secret"))
        .contains("Requests are signed with both", "name=\"version\" value=\"3\"");

    var form = Map.of("version", "3");
    var rotated = browser.submit("/console/webhooks/1/secret", form);
    assertThat(rotated.statusCode()).isEqualTo(200);
    assertThat(Browser.harmless(rotated)).containsOnlyOnce(SECRET);
    var reloaded = browser.submit("/console/webhooks/1/secret", form);
    assertThat(reloaded.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(reloaded))
        .contains("It was changed meanwhile.")
        .doesNotContain(SECRET);
    assertThat(browser.submit("/console/webhooks/1/secret", Map.of()).statusCode()).isEqualTo(422);
  }

  @Test
  void a_test_shows_what_came_back() {
    var answer = browser.submit("/console/webhooks/1/test", Map.of());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Browser.harmless(answer))
        .contains("The test event was sent.", "503", "12 ms", "&lt;b&gt;later&lt;/b&gt;");
    var busy = browser.submit("/console/webhooks/2/test", Map.of());
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(Browser.harmless(busy)).contains("Another webhook is being tested.");
  }

  @Test
  void the_log_shows_each_attempt_and_leads_to_the_next_page() {
    assertThat(browser.page("/console/webhooks/1"))
        .containsSubsequence(PAID, "Waiting", "No answer", "10 s", "timed out", "1 earlier ones")
        .contains("/deliveries/9/redelivery", "before=9", "aria-current=\"true\">All<");
    assertThat(browser.page("/console/webhooks/1?state=WAITING&before=9"))
        .contains("/deliveries/8/redelivery", "Newest", "aria-current=\"true\">Waiting<");
    assertThat(browser.page("/console/webhooks/1?state=DELIVERED")).contains("None.");
    assertThat(browser.open("/console/webhooks/1?state=LOST").statusCode()).isEqualTo(422);
  }

  @Test
  void one_event_or_many_are_sent_again() {
    var one = browser.submit("/console/webhooks/1/deliveries/9/redelivery", Map.of());
    assertThat(one.uri().getQuery()).isEqualTo("done=redelivered");
    assertThat(Browser.harmless(one)).contains("The event is sent again now.");
    var disabled = browser.submit("/console/webhooks/2/deliveries/9/redelivery", Map.of());
    assertThat(disabled.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(disabled)).contains("Enable it first, then send again.");

    var failed = browser.submit("/console/webhooks/1/redelivery", Map.of("failed", "on"));
    assertThat(Browser.harmless(failed)).contains("3 events are sent again.");
    browser.submit(
        "/console/webhooks/1/redelivery",
        Map.of("from", "2026-03-01T12:00", "until", "2026-03-01T12:00:01"));
    assertThat(webhooks.redelivered)
        .isEqualTo(new RedeliverAll(1, NOON, NOON.plusSeconds(1), false));
    for (var wrong : List.of(Map.<String, String>of(), Map.of("from", "yesterday"))) {
      var answer = browser.submit("/console/webhooks/1/redelivery", wrong);
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(Browser.harmless(answer)).contains("<li>from ");
    }
  }

  @Test
  void a_webhook_is_disabled_enabled_and_after_a_question_deleted() {
    assertThat(browser.submit("/console/webhooks/1/disable", Map.of()).body())
        .contains("It is disabled.", "An operator has disabled it.", "Enable it first");
    assertThat(browser.submit("/console/webhooks/1/enable", Map.of()).body())
        .contains("It is enabled.");

    assertThat(browser.page("/console/webhooks/1/deletion"))
        .contains("It cannot be taken back.", "<strong>12</strong> events that wait");
    assertThat(browser.submit("/console/webhooks/1/deletion", Map.of()).body())
        .contains("The webhook is deleted.")
        .doesNotContain("shop.example.com");
    for (var path : List.of("", "/secret", "/deletion")) {
      assertThat(browser.open("/console/webhooks/1" + path).statusCode()).isEqualTo(404);
    }
    for (var path : List.of("/test", "/enable", "/disable")) {
      assertThat(browser.submit("/console/webhooks/1" + path, Map.of()).statusCode())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(browser.open("/console/webhooks/one").statusCode()).isEqualTo(404);
  }

  @Test
  void where_webhooks_are_off_the_page_says_how_to_switch_them_on() {
    webhooks.switchOff();
    assertThat(browser.page("/console/webhooks"))
        .contains("Webhooks are off", "ORDERFLOW_INTEGRATION_WEBHOOKS_ENABLED")
        .doesNotContain("<h2 id=\"create\">");
    assertThat(browser.submit("/console/webhooks", Map.of("url", URL)).statusCode()).isEqualTo(503);
  }

  @Test
  void where_the_service_does_not_answer_the_page_says_so() {
    webhooks.goAway();
    assertThat(browser.page("/console/webhooks"))
        .contains("Not answering: processor-saga.")
        .doesNotContain("<h2 id=\"create\">", "There are none yet");
    var one = browser.open("/console/webhooks/1");
    assertThat(one.statusCode()).isEqualTo(503);
    assertThat(Browser.harmless(one)).contains("processor-saga does not answer.");
  }
}
