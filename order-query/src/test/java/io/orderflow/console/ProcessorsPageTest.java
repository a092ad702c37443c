package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.views.list.ListedOrder;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class ProcessorsPageTest extends ConsoleTest {

  private static final String PATH = "/console/processors";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Autowired JdbcTemplate jdbc;

  private ListedOrder stopped(String reason) {
    var order = ListedOrder.of("alice", NOON, "cup Cup, blue");
    recording.record(NOON, order);
    stop(order.id().toString(), reason, 0);
    return order;
  }

  private void stop(String order, String reason, long sequence) {
    jdbc.update(
        """
        insert into views.dead_letter
          (processor_name, aggregate_id, first_sequence, last_sequence, event_type, reason, tries,
            parked_at, trace)
        values ('order-views', ?, ?, ?, 'order.created', ?, 5, now(), 'java.lang.<Broken>')""",
        order,
        sequence,
        sequence,
        reason);
  }

  @Test
  void each_processor_is_shown_with_the_lag_and_owner_of_its_segments() {
    recording.record(NOON, ListedOrder.of("alice", NOON, "cup Cup, blue"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.page(PATH))
                    .contains("Not answering: order-command, processor-saga.")
                    .containsSubsequence("order-views", "Segment 0", "Running", "has every event")
                    .contains("Segment 1", "<meter", "Start a replay", "Start a check"));
    var part = browser.send(browser.request(PATH).header("HX-Request", "true").GET());
    assertThat(part.body().strip()).startsWith("<div id=\"numbers\"").contains("every 3s");
  }

  @Test
  void a_processor_is_paused_with_a_reason_and_resumed() {
    var without = browser.submit(PATH + "/order-views/pause", Map.of("reason", ""));
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(without)).contains("reason is required");

    var paused = browser.submit(PATH + "/order-views/pause", Map.of("reason", "a <b>repair</b>"));
    assertThat(paused.uri().getPath()).isEqualTo(PATH);
    assertThat(Browser.harmless(paused))
        .contains("An operator has paused it.", "a &lt;b&gt;repair&lt;/b&gt;")
        .contains("/console/processors/order-views/resume");
    await().atMost(PATIENCE).until(() -> browser.page(PATH).contains(">Paused<"));

    var resumed = browser.submit(PATH + "/order-views/resume", Map.of("reason", "done"));
    assertThat(resumed.body())
        .doesNotContain("An operator has paused it.")
        .contains("/console/processors/order-views/pause");
    await().atMost(PATIENCE).until(() -> browser.page(PATH).contains(">Running<"));
  }

  @Test
  void dead_letters_are_shown_by_cause_and_one_with_its_event_and_stack_trace() {
    var order = stopped("the <i>column</i> is missing");
    var page = browser.page(PATH);
    assertThat(page)
        .contains("order-views: order.created", "the &lt;i&gt;column&lt;/i&gt; is missing")
        .contains("Retry all of these", "dead letter");
    assertThat(browser.page(PATH + "/dead-letters?processor=order-views"))
        .contains(order.id().toString(), "nothing waits behind it");
    assertThat(browser.page(letter(order)))
        .contains("order-views cannot handle order.created", "java.lang.&lt;Broken&gt;")
        .contains("&quot;customerId&quot; : &quot;alice&quot;", "Retry it now");
    jdbc.update("delete from views.dead_letter");
  }

  @Test
  void one_dead_letter_or_all_of_a_cause_are_retried() {
    var order = stopped("once");
    var retried = browser.submit(letter(order) + "/retry", Map.of());
    assertThat(retried.statusCode()).isEqualTo(200);
    assertThat(Browser.harmless(retried))
        .contains("1 dead letter settled.")
        .containsSubsequence("Settled last", order.id().toString(), "1 event handled by a retry");
    assertThat(browser.open(letter(order)).statusCode()).isEqualTo(404);

    stopped("twice");
    stopped("twice");
    var cause =
        jdbc.queryForObject(
            "select distinct left(md5(event_type || ' ' || reason), 16) from views.dead_letter",
            String.class);
    var all =
        browser.submit(PATH + "/dead-letters/order-views/causes/" + cause + "/retry", Map.of());
    assertThat(Browser.harmless(all)).contains("2 dead letters settled.", "There are none");
    assertThat(browser.submit(letter(order) + "/retry", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void a_view_goes_on_without_events_that_are_discarded_and_says_so_until_it_is_built_anew() {
    var customer = "c-" + UUID.randomUUID();
    var order = ListedOrder.of(customer, NOON, "cup Cup, blue");
    recording.record(NOON, order);
    int next = order.events().size();
    stop(order.id().toString(), "it cannot be read", next);

    assertThat(browser.page(letter(order))).contains("Discard it", "marked as incomplete");
    var without = browser.submit(letter(order) + "/discard", Map.of("note", " "));
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(without)).contains("note is required");
    var discarded = browser.submit(letter(order) + "/discard", Map.of("note", "a bad version"));
    assertThat(Browser.harmless(discarded))
        .contains("It is discarded. The order is incomplete in the view")
        .containsSubsequence(order.id().toString(), "1 event discarded", "a bad version");
    assertThat(browser.open(letter(order)).statusCode()).isEqualTo(404);

    // In production the processor is past these events, and does not know the state before them.
    browser.submit(PATH + "/order-views/pause", Map.of("reason", "forget recent states"));
    await()
        .atMost(PATIENCE)
        .until(
            () -> browser.page(PATH),
            page -> page.contains(">Paused<") && !page.contains(">Running<"));
    browser.submit(PATH + "/order-views/resume", Map.of("reason", "forgotten"));
    var paid = order.paid();
    recording.append(paid, next, NOON.plusSeconds(next));
    recording.awaitRow(paid);
    var list = "/console/orders?customerId=" + customer;
    var api = "/api/v1/orders/" + order.id();
    assertThat(browser.page(list)).contains("Incomplete until the view is built anew");
    assertThat(browser.open(api).body()).contains("\"incomplete\":true");

    browser.submit(PATH + "/replays", Map.of());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(browser.page(list)).doesNotContain("Incomplete until"));
    assertThat(browser.open(api).body()).doesNotContain("incomplete");
  }

  @Test
  void events_of_an_order_that_has_no_row_are_not_discarded() {
    var order = ListedOrder.of("alice", NOON, "cup Cup, blue");
    stop(order.id().toString(), "no row", 0);
    var refused = browser.submit(letter(order) + "/discard", Map.of("note", "let it go"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(refused)).contains("only a replay can build it", ">let it go<");
    jdbc.update("delete from views.dead_letter");
  }

  @Test
  void a_publisher_sends_again_after_a_preview_whose_count_is_entered() {
    var path = PATH + "/integration-kafka/resend";
    assertThat(browser.page(path)).contains("From when on", "Nothing is sent.");

    var refused = browser.submit(path, Map.of("from", "1999-01-01T00:00:00Z"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(refused))
        .contains("from is before the first event", "value=\"1999-01-01T00:00:00Z\"")
        .doesNotContain("Nothing has been sent yet");

    var preview = browser.submit(path, Map.of("from", " 2026-03-01T00:00:00Z "));
    assertThat(Browser.harmless(preview))
        .contains("Nothing has been sent yet", "of 812 orders", "and more", "name=\"preview\"");

    var confirmation = path + "/confirmation";
    var without = browser.submit(confirmation, Map.of("preview", "7", "count", "4711"));
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(Browser.harmless(without)).contains("note is required");
    var other = Map.of("preview", "7", "count", "4710", "note", "it was lost");
    assertThat(browser.submit(confirmation, other).statusCode()).isEqualTo(409);
    var same = Map.of("preview", "7", "count", "4711", "note", "it was lost");
    assertThat(browser.submit(confirmation, same).uri().getPath()).isEqualTo(PATH);
  }

  @Test
  void what_is_no_publisher_to_brokers_has_no_page_to_send_again() {
    for (var name : new String[] {"integration-notifications", "order-views", "kafka"}) {
      assertThat(browser.open(PATH + "/" + name + "/resend").statusCode()).isEqualTo(404);
    }
  }

  private static String letter(ListedOrder order) {
    return PATH + "/dead-letters/order-views/" + order.id();
  }

  @Test
  void the_view_is_built_anew_and_checked() {
    recording.record(NOON, ListedOrder.of("alice", NOON, "cup Cup, blue"));
    assertThat(browser.submit(PATH + "/replays", Map.of()).statusCode()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.page(PATH))
                    .contains("100 %", "The new rows show what the old ones did."));
    var id = jdbc.queryForObject("select max(replay_id) from views.replay", Long.class);
    var over = browser.submit(PATH + "/replays/" + id + "/cancel", Map.of());
    assertThat(over.statusCode()).isEqualTo(409);
    assertThat(Browser.harmless(over)).contains("there is nothing to cancel");

    assertThat(browser.submit(PATH + "/checks", Map.of()).statusCode()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(browser.page(PATH)).contains("compared, all as their events say."));
    assertThat(
            browser
                .submit(PATH + "/checks/" + UUID.randomUUID() + "/cancel", Map.of())
                .statusCode())
        .isEqualTo(404);
  }
}
