package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.views.list.ListedOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoardPageTest extends ConsoleTest {

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
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(browser.page("/console"))
                    .containsPattern(number("/console/orders\\?status=CREATED", 2))
                    .containsPattern(number("/console/orders\\?status=PROCESSING", 2))
                    .containsPattern(number("/console/orders\\?attention=PAYMENT", 1))
                    .containsPattern(number("[^\"]*createdAfter=[^\"]*", 6))
                    .containsPattern(number("[^\"]*status=COMPLETED[^\"]*", 1))
                    .containsPattern(number("[^\"]*status=CANCELLED[^\"]*", 1))
                    .containsPattern(number("[^\"]*reason=OUT_OF_STOCK", 1))
                    .contains("Orders that ended in each minute of the last hour: 1 completed, 1 c")
                    .contains("half within 5.0 s", "<rect class=\"good\"", "<rect class=\"going\"")
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

  private static ListedOrder placed(Instant at) {
    return ListedOrder.of("alice", at, "cup Cup, blue");
  }

  private static String number(String path, int number) {
    return "href=\"" + path + "\"><span class=\"big\">" + number + "</span>";
  }
}
