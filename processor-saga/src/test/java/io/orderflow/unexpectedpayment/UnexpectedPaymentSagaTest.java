package io.orderflow.unexpectedpayment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.api.order.UnexpectedBecause;
import io.orderflow.sagastore.LanePauses;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.test.saga.SagaTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The saga as Axon drives it: one per charge, found wherever an event names it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentSagaTest {

  private static final OrderId ORDER = new OrderId(new UUID(0, 1));
  private static final OrderId ANOTHER = new OrderId(new UUID(0, 2));
  private static final ChargeId CHARGE = new ChargeId("ch_1");
  private static final ChargeId OTHER_CHARGE = new ChargeId("ch_2");
  private static final Money AMOUNT = Money.of("25.00", "EUR");

  private final SagaTestFixture<Hosted> charge = new SagaTestFixture<>(Hosted.class);

  @BeforeEach
  void give_it_what_it_needs() {
    charge.registerResource(RefundScenario.MACHINE);
    InstantSource time = charge::currentTime;
    charge.registerResource(time.withZone(ZoneOffset.UTC));
    charge.registerResource(new LanePauses(_ -> Optional.empty()));
  }

  @Test
  void an_unexpected_charge_starts_one_saga_which_waits_for_its_refund() {
    charge
        .givenNoPriorActivity()
        .whenPublishingA(unexpected(ORDER, CHARGE))
        .expectActiveSagas(1)
        .expectAssociationWith("chargeId", CHARGE)
        .expectScheduledDeadlineWithName(
            charge.currentTime().plus(RefundScenario.OVERDUE_AFTER), "unexpected-payments")
        .expectNoDispatchedCommands();
  }

  @Test
  void two_charges_of_one_order_are_two_sagas_and_each_ends_by_its_own_refund() {
    charge
        .givenAPublished(unexpected(ORDER, CHARGE))
        .andThenAPublished(unexpected(ORDER, OTHER_CHARGE))
        .whenPublishingA(new PaymentRefunded(ORDER, OTHER_CHARGE))
        .expectActiveSagas(1)
        .expectAssociationWith("chargeId", CHARGE)
        .expectNoAssociationWith("chargeId", OTHER_CHARGE);
  }

  @Test
  void a_refund_that_came_before_anything_unexpected_starts_nothing() {
    charge
        .givenNoPriorActivity()
        .whenPublishingA(new PaymentRefunded(ORDER, CHARGE))
        .expectActiveSagas(0);
  }

  @Test
  void a_charge_reported_for_another_order_too_is_given_back_once_and_for_the_first() {
    charge
        .givenAPublished(unexpected(ORDER, CHARGE))
        .andThenAPublished(unexpected(ANOTHER, CHARGE))
        .whenPublishingA(new PaymentRefunded(ANOTHER, CHARGE))
        .expectActiveSagas(1)
        .expectAssociationWith("chargeId", CHARGE);
  }

  @Test
  void a_failed_try_is_found_by_the_charge_within_it() {
    charge
        .givenAPublished(unexpected(ORDER, CHARGE))
        .whenPublishingA(failed(Attempt.Kind.COMPENSATION, CHARGE))
        .expectScheduledDeadlineWithName(
            charge.currentTime().plusSeconds(3), "unexpected-payments");
  }

  @Test
  void what_is_about_the_orders_own_steps_is_ignored() {
    charge
        .givenAPublished(unexpected(ORDER, CHARGE))
        .andThenAPublished(failed(Attempt.Kind.COMPENSATION, null))
        .andThenAPublished(new CompensationRefused(ORDER, Step.PAYMENT, 1, null, "no"))
        .andThenAPublished(new StepResolved(ORDER, Step.PAYMENT, null, 1, null, "by hand"))
        .whenPublishingA(new OrderCancelled(ORDER))
        .expectActiveSagas(1)
        .expectScheduledDeadlineWithName(
            charge.currentTime().plus(RefundScenario.OVERDUE_AFTER), "unexpected-payments");
  }

  @Test
  void a_refusal_then_a_retry_then_the_refund_end_it() {
    charge
        .givenAPublished(unexpected(ORDER, CHARGE))
        .andThenAPublished(new CompensationRefused(ORDER, Step.PAYMENT, 1, CHARGE, "no"))
        .andThenAPublished(
            new AttentionRaised(
                ORDER, Attempt.Kind.COMPENSATION, Step.PAYMENT, CHARGE, "refused", 1))
        .andThenAPublished(new StepRetryRequested(ORDER, Step.PAYMENT, CHARGE, 1, "try"))
        .whenPublishingA(new PaymentRefunded(ORDER, CHARGE))
        .expectActiveSagas(0)
        .expectNoDispatchedCommands();
  }

  @Test
  void a_person_who_settles_the_charge_ends_it() {
    charge
        .givenAPublished(unexpected(ORDER, CHARGE))
        .whenPublishingA(new StepResolved(ORDER, Step.PAYMENT, CHARGE, 1, null, "by hand"))
        .expectActiveSagas(0);
  }

  @Test
  void silence_until_the_deadline_leads_to_no_command_from_its_handler() throws Exception {
    charge
        .givenAPublished(unexpected(ORDER, CHARGE))
        .whenTimeElapses(RefundScenario.OVERDUE_AFTER)
        .expectActiveSagas(1)
        .expectNoDispatchedCommands();
  }

  /** Else a new event that names a charge would be skipped unseen. */
  @Test
  void every_event_that_names_a_charge_is_read_except_the_payment_itself() {
    var naming =
        Arrays.stream(OrderEvent.class.getPermittedSubclasses())
            .filter(
                type ->
                    Arrays.stream(type.getRecordComponents())
                        .anyMatch(
                            part ->
                                part.getType() == ChargeId.class
                                    || part.getType() == Attempt.class))
            .filter(type -> type != PaymentCaptured.class);
    assertThat(naming)
        .map(Class.class::cast)
        .containsExactlyInAnyOrderElementsOf(RefundSignals.NAMING_A_CHARGE);
  }

  private StepAttemptFailed failed(Attempt.Kind kind, @Nullable ChargeId about) {
    return new StepAttemptFailed(
        ORDER,
        new Attempt(kind, Step.PAYMENT, about, 1, 1),
        "503",
        charge.currentTime().plusSeconds(3));
  }

  private static UnexpectedPaymentCaptured unexpected(OrderId order, ChargeId id) {
    return new UnexpectedPaymentCaptured(order, id, AMOUNT, UnexpectedBecause.SECOND_CHARGE);
  }

  /** The fixture creates sagas by itself and can reach public ones only. */
  public static final class Hosted extends UnexpectedPaymentSaga {
    public Hosted() {}
  }
}
