package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.operations.ProcessorStatus;
import io.orderflow.api.operations.SegmentStatus;
import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.api.operations.SwitchStatus;
import io.orderflow.api.process.PartnerReport.Minute;
import io.orderflow.api.process.PartnerReport.Partner;
import io.orderflow.api.process.PartnerReport.Requests;
import io.orderflow.console.OperatorNeeds.Need;
import io.orderflow.console.services.AnsweringServices;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OperatorNeedsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

  @Test
  void there_are_none_when_all_is_well() {
    var services =
        answers(new ProcessorStatus("order-views", true, 0, null, List.of(segment(null))), "ON");
    assertThat(OperatorNeeds.of(services, List.of(partner(8, 2, 1)), 0, 0, NOW))
        .isEqualTo(OperatorNeeds.NONE);
  }

  @Test
  void each_says_what_is_wrong_and_leads_to_the_page_where_it_is_settled() {
    var services =
        answers(
            new ProcessorStatus("order-views", true, 3, null, List.of(segment(NOW), segment(null))),
            "OFF");
    var needs = OperatorNeeds.of(services, List.of(partner(7, 3, 1)), 2, 1, NOW);
    assertThat(needs.all())
        .containsExactly(
            new Need(1, "order-views fails or stalls in 1 segment", "/console/processors"),
            new Need(
                3,
                "order-views has 3 dead letters",
                "/console/processors/dead-letters?processor=order-views"),
            new Need(
                1,
                "Payment fails: more than a fifth of its requests have no usable answer",
                "/console/partners"),
            new Need(2, "2 callbacks without an order", "/console/callbacks"),
            new Need(1, "1 webhook in trouble", "/console/webhooks"));
    assertThat(needs.switchedOff()).isEqualTo(1);
  }

  @Test
  void a_partner_that_failed_five_minutes_ago_or_was_hardly_asked_needs_no_operator() {
    var services = new AnsweringServices(List.of(), List.of());
    assertThat(OperatorNeeds.of(services, List.of(partner(0, 9, 6), partner(0, 4, 1)), 0, 0, NOW))
        .isEqualTo(OperatorNeeds.NONE);
  }

  @Test
  void services_that_do_not_answer_come_first() {
    var services = new AnsweringServices(List.of(), List.of("processor-saga"));
    assertThat(OperatorNeeds.of(services, List.of(partner(0, 9, 1)), 0, 0, NOW).all())
        .first()
        .isEqualTo(new Need(1, "processor-saga does not answer", "/console/processors"));
  }

  private static AnsweringServices answers(ProcessorStatus processor, String state) {
    var asking =
        new SwitchStatus(
            "asking-payment",
            SwitchStatus.State.valueOf(state),
            "Nothing is asked.",
            null,
            null,
            null);
    var service =
        new ServiceStatus("node-1", List.of("views"), 9L, List.of(processor), List.of(asking));
    return new AnsweringServices(List.of(service), List.of());
  }

  private static SegmentStatus segment(@Nullable Instant stalledSince) {
    return new SegmentStatus(
        0, SegmentStatus.State.RUNNING, "node-1", true, 9, 0L, 0L, stalledSince, null);
  }

  private static Partner partner(long answered, long unknown, int minutesAgo) {
    var requests = new Requests(answered, 0, unknown, 50, 100);
    var minute =
        new Minute(
            NOW.truncatedTo(ChronoUnit.MINUTES).minus(minutesAgo, ChronoUnit.MINUTES), requests);
    return new Partner("payment", "asking-payment", requests, List.of(minute), 0, null);
  }
}
