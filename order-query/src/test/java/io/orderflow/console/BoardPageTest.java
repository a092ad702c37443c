package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.list.ListedOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** It counts all orders there are, so it has a database to itself. */
@DirtiesContext
@ContextConfiguration(initializers = BoardPageTest.OwnDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoardPageTest extends ConsoleTest {

  /** Comes before the database that all other pages share. */
  static class OwnDatabase
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of("spring.datasource.url=" + TestDatabase.createUrl()).applyTo(context);
    }
  }

  @Autowired JdbcTemplate jdbc;

  @Test
  @Order(1)
  void a_stranger_is_told_what_this_is_and_real_partners_get_no_demo_orders() {
    assertThat(browser.page("/console"))
        .contains("What is this?", "There are no orders yet.", "href=\"/docs\"")
        .doesNotContain("Place a demo order", "Under way");
    assertThat(browser.submit("/console/demo-orders", Map.of("scenario", "SUCCESS")).statusCode())
        .isEqualTo(404);
  }

  @Test
  @Order(2)
  void the_board_counts_what_is_under_way_what_needs_a_person_and_how_the_last_hour_ended() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    recording.record(now, placed(now), placed(now).paid(), placed(now).paid());
    recording.record(now, placed(now).needingAttention(Step.PAYMENT));
    recording.record(now, placed(now).completed("trk-1"));
    recording.record(now, placed(now).cancelled(CancellationReason.OUT_OF_STOCK));
    var longAgo = now.minus(Duration.ofDays(2));
    recording.record(longAgo, placed(longAgo).completed("trk-2"));

    await()
        .untilAsserted(
            () ->
                assertThat(browser.page("/console"))
                    .containsPattern(number("/console/orders\\?status=CREATED", 2))
                    .containsPattern(number("/console/orders\\?status=PROCESSING", 2))
                    .containsPattern(bar("/console/orders\\?status=PROCESSING", 100))
                    .containsPattern(bar("/console/orders\\?status=READY_TO_SHIP", 0))
                    .containsPattern(number("/console/orders\\?attention=PAYMENT", 1))
                    .containsPattern(number("[^\"]*createdAfter=[^\"]*", 6))
                    .containsPattern(number("[^\"]*status=COMPLETED[^\"]*", 1))
                    .containsPattern(number("[^\"]*status=CANCELLED[^\"]*", 1))
                    .containsPattern(number("[^\"]*reason=OUT_OF_STOCK", 1))
                    .contains("Orders that ended in each minute of the last hour: 1 completed, 1 c")
                    .contains("half within 5.0 s", "<rect class=\"good\"", "<rect class=\"going\"")
                    .containsPattern("<rect class=\"over\"[^>]* width=\"100\"")
                    .doesNotContain("What is this?"));
  }

  @Test
  @Order(3)
  void htmx_is_sent_the_numbers_alone_and_they_can_be_stopped() {
    var numbers = browser.send(browser.request("/console").header("HX-Request", "true").GET());
    assertThat(numbers.body())
        .startsWith("<div id=\"numbers\"")
        .contains("hx-trigger=\"every 3s\"")
        .doesNotContain("<h1>");
    assertThat(browser.page("/console?live=off")).doesNotContain("hx-trigger");
  }

  @Test
  @Order(4)
  void the_board_lists_what_else_needs_an_operator_with_the_page_where_it_is_settled() {
    jdbc.update(
        """
        insert into views.dead_letter
          (processor_name, aggregate_id, first_sequence, last_sequence, event_type, reason, tries,
            parked_at, trace)
        values ('order-views', 'an-order', 0, 0, 'order.created', 'it is broken', 5, now(), 't')""");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(browser.page("/console"))
                    .containsSubsequence(
                        "Needs a person",
                        need("/console/processors", "order-command does not answer"),
                        need(
                            "/console/processors/dead-letters?processor=order-views",
                            "order-views has 1 dead letter"),
                        need("/console/partners", "Processing fails: more than a fifth"),
                        need("/console/callbacks", "2 callbacks without an order"),
                        "Under way")
                    .doesNotContain("Payment fails", "Shipping fails"));
  }

  private static String need(String path, String text) {
    return "<a href=\"" + path + "\">" + text;
  }

  private static ListedOrder placed(Instant at) {
    return ListedOrder.of("alice", at, "cup Cup, blue");
  }

  /** Beside the number, as long as its share of the longest one. */
  private static String bar(String path, int share) {
    return "href=\"%s\"(?:(?!</a>)[\\s\\S])*<rect class=\"going\"[^>]* width=\"%d\""
        .formatted(path, share);
  }

  private static String number(String path, int number) {
    return "href=\"" + path + "\"><span class=\"big\">" + number + "</span>";
  }
}
