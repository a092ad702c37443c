package io.orderflow.fulfillment;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.UnexpectedBecause;
import io.orderflow.sagastore.LanePauses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.test.saga.FixtureExecutionResult;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The saga as Axon drives it: one per order, its deadlines, and never a command from a handler. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentSagaTest {

  private static final OrderId ID = new OrderId(new UUID(0, 1));
  private static final OrderId ANOTHER = new OrderId(new UUID(0, 2));
  private static final ChargeId CHARGE = new ChargeId("ch_1");
  private static final Money TOTAL = Money.of("25.00", "EUR");
  private static final FulfillmentTimeouts TIMEOUTS = FulfillmentScenario.TIMEOUTS;

  private final SagaTestFixture<Hosted> order = new SagaTestFixture<>(Hosted.class);

  @BeforeEach
  void give_it_what_it_needs() {
    order.registerResource(FulfillmentScenario.FULFILLMENT);
    order.registerResource(new StepMeters());
    order.registerResource(new FixtureClock(order));
    order.registerResource(new LanePauses(_ -> Optional.empty()));
  }

  @Test
  void a_created_order_starts_one_saga_which_waits_for_its_stock() {
    order
        .givenNoPriorActivity()
        .whenPublishingA(created(ID))
        .expectActiveSagas(1)
        .expectAssociationWith("orderId", ID)
        .expectScheduledDeadlineWithName(
            in(TIMEOUTS.of(Step.STOCK)), FulfillmentSaga.PROCESSING_GROUP)
        .expectNoDispatchedCommands();
  }

  @Test
  void the_events_of_another_order_are_ignored() {
    order
        .givenAPublished(created(ID))
        .whenPublishingA(new StockReserved(ANOTHER))
        .expectActiveSagas(1)
        .expectNoDispatchedCommands();
  }

  @Test
  void a_delivered_parcel_ends_it() {
    expectEnd(
        order
            .givenAPublished(created(ID))
            .andThenAPublished(new StockReserved(ID))
            .andThenAPublished(new PaymentCaptured(ID, CHARGE, TOTAL))
            .andThenAPublished(new ProcessingCompleted(ID))
            .andThenAPublished(new ShipmentDispatched(ID, "t-1"))
            .whenPublishingA(new ShipmentDelivered(ID)));
  }

  @Test
  void a_cancelled_order_ends_it_once_all_is_undone() {
    expectEnd(
        order
            .givenAPublished(created(ID))
            .andThenAPublished(new StockReserved(ID))
            .andThenAPublished(new PaymentDeclined(ID, "no funds"))
            .andThenAPublished(cancellation(Step.PAYMENT))
            .andThenAPublished(new PaymentVoided(ID))
            .andThenAPublished(new StockReleased(ID))
            .whenPublishingA(new OrderCancelled(ID)));
  }

  @Test
  void each_step_has_a_timeout_of_its_own() {
    order
        .givenAPublished(created(ID))
        .whenPublishingA(new StockReserved(ID))
        .expectScheduledDeadlineWithName(
            in(TIMEOUTS.of(Step.PAYMENT)), FulfillmentSaga.PROCESSING_GROUP);
  }

  @Test
  void a_failed_try_is_repeated_when_its_pause_is_over() {
    order
        .givenAPublished(created(ID))
        .whenPublishingA(
            new StepAttemptFailed(
                ID,
                new Attempt(Attempt.Kind.REQUEST, Step.STOCK, null, 1, 1),
                "503",
                order.currentTime().plusSeconds(3)))
        .expectScheduledDeadlineWithName(
            in(Duration.ofSeconds(3)), FulfillmentSaga.PROCESSING_GROUP);
  }

  @Test
  void
      silence_until_the_deadline_leads_to_giving_up_within_the_saga_and_to_no_command_from_its_handler()
          throws Exception {
    order
        .givenAPublished(created(ID))
        .whenTimeElapses(TIMEOUTS.of(Step.STOCK))
        .expectScheduledDeadlineWithName(in(TIMEOUTS.command()), FulfillmentSaga.PROCESSING_GROUP)
        .expectNoDispatchedCommands()
        .expectActiveSagas(1);
  }

  /** The fixture never replaces a deadline, so the one of the first step expires as well. */
  @Test
  void a_deadline_of_an_earlier_turn_changes_nothing() throws Exception {
    var overdue = in(TIMEOUTS.of(Step.PAYMENT));
    order
        .givenAPublished(created(ID))
        .andThenAPublished(new StockReserved(ID))
        .whenTimeElapses(TIMEOUTS.of(Step.STOCK))
        .expectScheduledDeadlineWithName(overdue, FulfillmentSaga.PROCESSING_GROUP)
        .expectNoScheduledDeadlineWithName(
            in(TIMEOUTS.command()), FulfillmentSaga.PROCESSING_GROUP);
  }

  @Test
  void a_refund_of_a_foreign_charge_does_not_count_as_the_undo_of_the_payment() {
    order
        .givenAPublished(created(ID))
        .andThenAPublished(new StockReserved(ID))
        .andThenAPublished(new PaymentCaptured(ID, CHARGE, TOTAL))
        .andThenAPublished(cancellation(Step.PROCESSING))
        .andThenAPublished(new ProcessingCancelled(ID))
        .andThenAPublished(
            new UnexpectedPaymentCaptured(
                ID, new ChargeId("ch_2"), TOTAL, UnexpectedBecause.SECOND_CHARGE))
        .whenPublishingA(new PaymentRefunded(ID, new ChargeId("ch_2")))
        .expectScheduledDeadlineWithName(
            in(TIMEOUTS.compensation()), FulfillmentSaga.PROCESSING_GROUP)
        .expectActiveSagas(1);
  }

  /** By the clock the saga was given; the fixture's deadline manager keeps one of its own. */
  private Instant in(Duration duration) {
    return order.currentTime().plus(duration);
  }

  private static void expectEnd(FixtureExecutionResult result) {
    result.expectActiveSagas(0).expectNoDispatchedCommands();
  }

  static OrderCreated created(OrderId id) {
    var line = new OrderLine(new Sku("mouse"), "Mouse", new Quantity(1), TOTAL);
    return new OrderCreated(
        id,
        new CustomerId("alice"),
        List.of(line),
        TOTAL,
        new PaymentMethod("pm_card_ok"),
        null,
        new OrderNumber("2026-000001"),
        Labels.NONE,
        "f-1",
        Instant.EPOCH);
  }

  private static CancellationStarted cancellation(Step step) {
    return new CancellationStarted(ID, CancellationReason.CUSTOMER, step, Actor.CUSTOMER, null);
  }

  /** The fixture creates sagas by itself and can reach public ones only. */
  public static final class Hosted extends FulfillmentSaga {
    public Hosted() {}
  }

  /** The fixture's own time, which its deadlines keep. */
  private static final class FixtureClock extends Clock {

    private final InstantSource time;

    FixtureClock(SagaTestFixture<?> fixture) {
      this(fixture::currentTime);
    }

    private FixtureClock(InstantSource time) {
      this.time = time;
    }

    @Override
    public Instant instant() {
      return time.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
