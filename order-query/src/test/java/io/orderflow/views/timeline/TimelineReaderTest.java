package io.orderflow.views.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.api.order.UnexpectedBecause;
import io.orderflow.engine.origin.Origin;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.timeline.TimelineEntry.ActorKind;
import io.orderflow.views.timeline.TimelineEntry.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimelineReaderTest {

  private static final OrderId ID = new OrderId(new UUID(0, 1));
  private static final ChargeId CHARGE = new ChargeId("ch_1");
  private static final Money TOTAL = Money.of("25.00", "EUR");
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Origin BY_ANN = new Origin(Origin.Cause.REQUEST, "ann", "4bf9", null);

  @Test
  void every_fact_has_a_name_and_a_sentence_of_its_own() {
    var timeline = timeline(everyFact());

    assertThat(timeline.entries()).hasSize(OrderEvent.class.getPermittedSubclasses().length);
    assertThat(timeline.entries()).extracting(TimelineEntry::type).doesNotHaveDuplicates();
    assertThat(timeline.entries()).extracting(TimelineEntry::text).doesNotHaveDuplicates();
    assertThat(timeline.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.type()).matches("[a-z]+(-[a-z]+)*");
              assertThat(entry.text()).matches("[A-Z0-9].*").doesNotContain("null", "[", "_");
            });
  }

  @Test
  void no_kind_of_fact_is_left_out_here() {
    assertThat(everyFact().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(OrderEvent.class.getPermittedSubclasses()));
  }

  @Test
  void facts_are_told_by_what_did_them() {
    assertThat(entry(created(), null).actor().kind()).isEqualTo(ActorKind.CUSTOMER);
    assertThat(entry(new OrderEvent.StockReserved(ID), null).actor().kind())
        .isEqualTo(ActorKind.SYSTEM);
    assertThat(entry(new OrderEvent.PaymentDeclined(ID, "expired"), null).actor().kind())
        .isEqualTo(ActorKind.PARTNER);
    assertThat(entry(cancelling(Actor.OPERATOR), null).actor().kind())
        .isEqualTo(ActorKind.OPERATOR);
  }

  @Test
  void an_operator_is_named_where_the_event_says_who_it_was() {
    var named = entry(retry(), BY_ANN);

    assertThat(named.actor()).isEqualTo(new TimelineEntry.Actor(ActorKind.OPERATOR, "ann"));
    assertThat(named.cause()).isEqualTo(new Cause("request", "4bf9", null));
    assertThat(named.note()).isEqualTo("called them");
    assertThat(entry(retry(), null).actor().name()).isNull();
    assertThat(entry(retry(), null).cause()).isNull();
  }

  @Test
  void what_an_operator_found_out_for_a_partner_is_the_operators() {
    var overruled = entry(new OrderEvent.CancellationOverruled(ID), BY_ANN);

    assertThat(overruled.actor()).isEqualTo(new TimelineEntry.Actor(ActorKind.OPERATOR, "ann"));
  }

  @Test
  void only_operators_are_named() {
    var placed = entry(created(), new Origin(Origin.Cause.REQUEST, "someone", null, null));

    assertThat(placed.actor()).isEqualTo(new TimelineEntry.Actor(ActorKind.CUSTOMER, null));
  }

  @Test
  void customers_see_neither_names_nor_notes() {
    var seen = entry(retry(), BY_ANN).forCustomers();

    assertThat(seen.actor()).isEqualTo(new TimelineEntry.Actor(ActorKind.OPERATOR, null));
    assertThat(JsonMapping.applyTo(JsonMapper.builder()).build().writeValueAsString(seen))
        .doesNotContain("ann", "called them");
  }

  @Test
  void a_refund_has_the_amount_of_its_charge() {
    var timeline =
        timeline(
            List.of(
                created(),
                new OrderEvent.PaymentCaptured(ID, CHARGE, TOTAL),
                new OrderEvent.PaymentRefunded(ID, CHARGE)));

    assertThat(timeline.entries().getLast().amount()).isEqualTo(TOTAL);
    assertThat(timeline.entries().getLast().chargeId()).isEqualTo(CHARGE);
  }

  @Test
  void a_failed_try_has_its_number() {
    var failed = new OrderEvent.StepAttemptFailed(ID, attempt(3), "503", START);

    assertThat(entry(failed, null).attempt()).isEqualTo(3);
    assertThat(entry(failed, null).text()).isEqualTo("Attempt 3 of the payment failed: 503");
  }

  @Test
  void pages_follow_each_other_without_a_gap() {
    var events = everyFact();
    var walked = new ArrayList<Long>();
    @Nullable Long after = -1L;
    while (after != null) {
      var page = new TimelineReader().read(ID, recorded(events).iterator(), after, 7);
      assertThat(page.version()).isEqualTo(events.size() - 1L);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(7);
      page.entries().forEach(entry -> walked.add(entry.sequence()));
      after = page.nextAfter();
    }

    assertThat(walked)
        .isEqualTo(timeline(events).entries().stream().map(TimelineEntry::sequence).toList());
    assertThat(walked).hasSameSizeAs(events);
  }

  @Test
  void a_page_behind_the_newest_fact_is_empty_and_the_last() {
    var page = new TimelineReader().read(ID, recorded(everyFact()).iterator(), 999, 7);

    assertThat(page.entries()).isEmpty();
    assertThat(page.nextAfter()).isNull();
  }

  @Test
  void what_cannot_be_read_is_shown_as_that() {
    var unknown = new RecordedEvent("?", 0, START, Optional.empty());

    assertThat(new TimelineReader().read(ID, List.of(unknown).iterator(), -1, 1).entries())
        .extracting(TimelineEntry::type)
        .containsExactly("unreadable");
  }

  private static TimelineEntry entry(OrderEvent event, @Nullable Origin origin) {
    var recorded = new RecordedEvent(event, 0, START, Optional.ofNullable(origin));
    return new TimelineReader().read(ID, List.of(recorded).iterator(), -1, 1).entries().getFirst();
  }

  private static Timeline timeline(List<OrderEvent> events) {
    return new TimelineReader().read(ID, recorded(events).iterator(), -1, 1_000);
  }

  private static List<RecordedEvent> recorded(List<OrderEvent> events) {
    var recorded = new ArrayList<RecordedEvent>();
    for (var event : events) {
      recorded.add(
          new RecordedEvent(
              event, recorded.size(), START.plusSeconds(recorded.size()), Optional.empty()));
    }
    return recorded;
  }

  private static OrderEvent created() {
    var line = new OrderLine(new Sku("mouse"), "Mouse", new Quantity(1), TOTAL);
    return new OrderEvent.OrderCreated(
        ID,
        new CustomerId("c-42"),
        List.of(line),
        TOTAL,
        new PaymentMethod("pm"),
        null,
        null,
        Labels.NONE,
        "fingerprint",
        START);
  }

  private static OrderEvent retry() {
    return new OrderEvent.StepRetryRequested(ID, Step.PAYMENT, null, 1, "called them");
  }

  private static OrderEvent cancelling(Actor actor) {
    return new OrderEvent.CancellationStarted(
        ID, CancellationReason.CUSTOMER, Step.PAYMENT, actor, "changed my mind");
  }

  private static Attempt attempt(int number) {
    return new Attempt(Attempt.Kind.REQUEST, Step.PAYMENT, null, 1, number);
  }

  private static List<OrderEvent> everyFact() {
    return List.of(
        created(),
        new OrderEvent.StockReserved(ID),
        new OrderEvent.StockRefused(ID, "sold out"),
        new OrderEvent.PaymentCaptured(ID, CHARGE, TOTAL),
        new OrderEvent.PaymentNotRequired(ID),
        new OrderEvent.PaymentDeclined(ID, "expired"),
        new OrderEvent.UnexpectedPaymentCaptured(
            ID, new ChargeId("ch-2"), TOTAL, UnexpectedBecause.SECOND_CHARGE),
        new OrderEvent.ProcessingCompleted(ID),
        new OrderEvent.ProcessingRefused(ID, "broken"),
        new OrderEvent.ShipmentDispatched(ID, "track-1"),
        new OrderEvent.ShipmentRefused(ID, "no such place"),
        new OrderEvent.ShipmentDelivered(ID),
        new OrderEvent.StepAttemptFailed(ID, attempt(1), "503", START),
        cancelling(Actor.CUSTOMER),
        new OrderEvent.CancellationOverruled(ID),
        new OrderEvent.UnexpectedShipmentDispatched(ID, null),
        new OrderEvent.PaymentRefunded(ID, new ChargeId("ch-2")),
        new OrderEvent.PaymentVoided(ID),
        new OrderEvent.ProcessingCancelled(ID),
        new OrderEvent.LabelsChanged(
            ID, new Labels(Map.of("vip", "yes")), List.of("shop"), Actor.CUSTOMER),
        new OrderEvent.StockReleased(ID),
        new OrderEvent.ShipmentCancelled(ID),
        new OrderEvent.CompensationRefused(ID, Step.PAYMENT, 1, null, "account closed"),
        new OrderEvent.OrderCancelled(ID),
        new OrderEvent.AttentionRaised(
            ID, Attempt.Kind.REQUEST, Step.SHIPPING, null, "SHIPPING is overdue", 1),
        retry(),
        new OrderEvent.StepResolved(
            ID, Step.SHIPPING, null, 1, ShipmentResolution.SHIPPED, "asked the carrier"));
  }
}
