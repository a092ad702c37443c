package io.orderflow.fulfillment;

import static io.orderflow.api.Step.DELIVERY;
import static io.orderflow.api.Step.PAYMENT;
import static io.orderflow.api.Step.PROCESSING;
import static io.orderflow.api.Step.SHIPPING;
import static io.orderflow.api.Step.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.FulfillmentSignal.Accepted;
import io.orderflow.fulfillment.FulfillmentSignal.AttemptFailed;
import io.orderflow.fulfillment.FulfillmentSignal.Compensated;
import io.orderflow.fulfillment.FulfillmentSignal.Ended;
import io.orderflow.fulfillment.FulfillmentSignal.OperatorAlerted;
import io.orderflow.fulfillment.FulfillmentSignal.OperatorResolved;
import io.orderflow.fulfillment.FulfillmentSignal.OperatorRetried;
import io.orderflow.fulfillment.FulfillmentSignal.Overruled;
import io.orderflow.fulfillment.FulfillmentSignal.Reversed;
import io.orderflow.fulfillment.FulfillmentSignal.Succeeded;
import io.orderflow.fulfillment.FulfillmentSignal.UndoRefused;
import io.orderflow.fulfillment.FulfillmentState.Closed;
import io.orderflow.fulfillment.FulfillmentState.Completing;
import io.orderflow.fulfillment.FulfillmentState.Forward;
import io.orderflow.fulfillment.FulfillmentState.Phase;
import io.orderflow.fulfillment.FulfillmentTask.Abandon;
import io.orderflow.fulfillment.FulfillmentTask.CompensateStep;
import io.orderflow.fulfillment.FulfillmentTask.CompleteCancellation;
import io.orderflow.fulfillment.FulfillmentTask.RaiseAttention;
import io.orderflow.fulfillment.FulfillmentTask.RequestStep;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentTest {

  private final FulfillmentScenario order = new FulfillmentScenario();

  @Test
  void it_begins_with_the_stock() {
    var overdueAt = FulfillmentScenario.NOON.plus(FulfillmentScenario.TIMEOUTS.of(STOCK));
    var request = new PartnerRequest(1, 1, overdueAt, false);
    assertThat(order.decision())
        .isEqualTo(
            new Decision(
                new Forward(STOCK, Phase.ASKING, request),
                new RequestStep(STOCK, 1, 1),
                overdueAt));
  }

  @Test
  void each_success_asks_for_the_next_step_until_the_parcel_is_delivered() {
    assertThat(order.receives(new Succeeded(STOCK)).task())
        .contains(new RequestStep(PAYMENT, 1, 1));
    assertThat(order.receives(new Succeeded(PAYMENT)).task())
        .contains(new RequestStep(PROCESSING, 1, 1));
    assertThat(order.receives(new Succeeded(PROCESSING)).task())
        .contains(new RequestStep(SHIPPING, 1, 1));
    assertThat(order.receives(new Succeeded(SHIPPING)).task())
        .as("a delivery is only awaited")
        .isEmpty();
    assertThat(order.receives(new Succeeded(DELIVERY)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void a_delivery_without_a_reported_dispatch_ends_it_too() {
    order.at(SHIPPING).receives(new Succeeded(DELIVERY));
    assertThat(order.state()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void after_a_failed_attempt_it_waits_and_asks_again_under_the_same_number(Step step) {
    var next = FulfillmentScenario.NOON.plusSeconds(3);
    order.at(step).receives(new AttemptFailed(request(step, 1), next));
    assertThat(order.task()).isEmpty();
    assertThat(order.deadline()).isEqualTo(next);
    assertThat(order.afterTheDeadline().task()).contains(new RequestStep(step, 1, 2));
  }

  @Test
  void a_partner_that_answers_later_is_looked_up_after_a_pause() {
    order.at(PAYMENT).receives(new Accepted(request(PAYMENT, 1)));
    assertThat(order.task()).isEmpty();
    assertThat(order.deadline())
        .isEqualTo(FulfillmentScenario.NOON.plus(FulfillmentScenario.TIMEOUTS.lookUp()));
    assertThat(order.afterTheDeadline().task()).contains(new RequestStep(PAYMENT, 1, 1));
  }

  @Test
  void a_recall_that_is_answered_later_is_repeated_until_an_operator_is_alerted() {
    order.at(SHIPPING).receives(new Reversed(SHIPPING));
    var overdueAt = order.now().plus(FulfillmentScenario.TIMEOUTS.compensation());
    var recall = new Attempt(Attempt.Kind.COMPENSATION, SHIPPING, null, 1, 1);
    order.receives(new Accepted(recall));
    assertThat(order.task()).isEmpty();
    assertThat(order.afterTheDeadline().task()).contains(new CompensateStep(SHIPPING, 1, 1));

    order.receives(new Accepted(recall)).whenOverdue();
    assertThat(order.now()).isEqualTo(overdueAt);
    assertThat(order.task())
        .contains(new RaiseAttention(Attempt.Kind.COMPENSATION, SHIPPING, false));
  }

  @Test
  void a_recall_that_is_answered_after_the_alert_goes_on() {
    order.at(SHIPPING).receives(new Reversed(SHIPPING)).whenOverdue();
    order.receives(new OperatorAlerted(SHIPPING));
    assertThat(order.task()).contains(new CompensateStep(SHIPPING, 1, 2));
    assertThat(order.receives(new Compensated(SHIPPING)).task())
        .contains(new CompensateStep(PROCESSING, 1, 1));
  }

  @Test
  void a_try_that_is_not_the_one_in_hand_changes_nothing() {
    order.at(PAYMENT);
    var before = order.decision();
    order.receives(new AttemptFailed(request(PAYMENT, 2), FulfillmentScenario.NOON));
    order.receives(new AttemptFailed(request(STOCK, 1), FulfillmentScenario.NOON));
    order.receives(new Accepted(new Attempt(Attempt.Kind.REQUEST, PAYMENT, null, 2, 1)));
    assertThat(order.decision()).isSameAs(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"STOCK", "PAYMENT"})
  void an_overdue_step_before_the_payment_asks_the_order_to_cancel(Step step) {
    order.at(step).whenOverdue();
    assertThat(order.phase()).isEqualTo(Phase.GIVING_UP);
    assertThat(order.task()).contains(new Abandon(step));
  }

  @Test
  void an_answer_that_comes_while_giving_up_still_counts() {
    order.at(PAYMENT).whenOverdue().receives(new Succeeded(PAYMENT));
    assertThat(order.task()).contains(new RequestStep(PROCESSING, 1, 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"PROCESSING", "SHIPPING"})
  void an_overdue_step_after_the_payment_alerts_an_operator_and_is_retried(Step step) {
    order.at(step).whenOverdue();
    assertThat(order.task()).contains(new RaiseAttention(Attempt.Kind.REQUEST, step, false));
    assertThat(order.receives(new OperatorAlerted(step)).task())
        .contains(new RequestStep(step, 1, 2));
  }

  @Test
  void a_lost_parcel_alerts_an_operator_again_until_it_is_resolved() {
    order.at(DELIVERY).whenOverdue();
    assertThat(order.task()).contains(new RaiseAttention(Attempt.Kind.REQUEST, DELIVERY, false));
    order.receives(new OperatorAlerted(DELIVERY));
    assertThat(order.deadline())
        .isEqualTo(order.now().plus(FulfillmentScenario.TIMEOUTS.reminder()));
    assertThat(order.afterTheDeadline().task())
        .contains(new RaiseAttention(Attempt.Kind.REQUEST, DELIVERY, false));
    assertThat(order.receives(new OperatorResolved(DELIVERY)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void steps_are_undone_newest_first_each_after_the_newer_is_confirmed() {
    order.at(SHIPPING).receives(new Reversed(SHIPPING));
    assertThat(order.task()).contains(new CompensateStep(SHIPPING, 1, 1));
    assertThat(order.receives(new Compensated(STOCK)).task())
        .contains(new CompensateStep(SHIPPING, 1, 1));
    assertThat(order.receives(new Compensated(SHIPPING)).task())
        .contains(new CompensateStep(PROCESSING, 1, 1));
    assertThat(order.receives(new Compensated(PROCESSING)).task())
        .contains(new CompensateStep(PAYMENT, 1, 1));
    assertThat(order.receives(new Compensated(PAYMENT)).task())
        .contains(new CompensateStep(STOCK, 1, 1));
    assertThat(order.receives(new Compensated(STOCK)).task()).contains(new CompleteCancellation());
    assertThat(order.receives(new Ended()).state()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void a_step_with_an_unknown_outcome_is_undone_too(Step step) {
    order.at(step).receives(new Reversed(step));
    assertThat(order.task()).contains(new CompensateStep(step, 1, 1));
  }

  @Test
  void a_parcel_on_its_way_overrules_the_cancellation() {
    order.at(SHIPPING).receives(new Reversed(SHIPPING)).receives(new Overruled());
    assertThat(order.phase()).isEqualTo(Phase.WAITING);
    assertThat(order.receives(new Succeeded(DELIVERY)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void a_refused_undo_waits_for_an_operator_and_is_then_asked_under_a_new_number() {
    order.at(PROCESSING).receives(new Reversed(PROCESSING)).receives(new Compensated(PROCESSING));
    order.receives(new UndoRefused(PAYMENT, 1));
    assertThat(order.task()).contains(new RaiseAttention(Attempt.Kind.COMPENSATION, PAYMENT, true));
    assertThat(order.receives(new OperatorAlerted(PAYMENT)).phase())
        .isEqualTo(Phase.AWAITING_OPERATOR);
    assertThat(order.receives(new OperatorRetried(PAYMENT)).task())
        .contains(new CompensateStep(PAYMENT, 2, 1));
    assertThat(order.receives(new UndoRefused(PAYMENT, 1)).task())
        .as("a refusal of the old number changes nothing")
        .contains(new CompensateStep(PAYMENT, 2, 1));
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void an_overdue_undo_alerts_an_operator_and_is_retried_under_its_number_for_ever(Step step) {
    order.at(step).receives(new Reversed(step));
    for (int attempt = 2; attempt <= 100; attempt++) {
      order.whenOverdue();
      assertThat(order.task()).contains(new RaiseAttention(Attempt.Kind.COMPENSATION, step, false));
      order.receives(new OperatorAlerted(step));
      assertThat(order.task()).contains(new CompensateStep(step, 1, attempt));
      assertThat(order.deadline())
          .isEqualTo(order.now().plus(FulfillmentScenario.TIMEOUTS.reminder()));
    }
  }

  @Test
  void an_overdue_undo_that_is_refused_after_all_waits_for_an_operator() {
    order.at(PAYMENT).receives(new Reversed(PAYMENT)).whenOverdue();
    order.receives(new OperatorAlerted(PAYMENT)).receives(new UndoRefused(PAYMENT, 1));
    assertThat(order.task()).contains(new RaiseAttention(Attempt.Kind.COMPENSATION, PAYMENT, true));
    assertThat(order.receives(new OperatorAlerted(PAYMENT)).phase())
        .isEqualTo(Phase.AWAITING_OPERATOR);
  }

  @Test
  void an_operator_can_retry_an_overdue_undo_at_once() {
    order.at(PAYMENT).receives(new Reversed(PAYMENT)).whenOverdue();
    order.receives(new OperatorAlerted(PAYMENT));
    assertThat(order.receives(new OperatorRetried(PAYMENT)).task())
        .contains(new CompensateStep(PAYMENT, 1, 3));
  }

  @Test
  void an_undo_that_succeeds_after_the_alert_counts() {
    order.at(PAYMENT).receives(new Reversed(PAYMENT)).whenOverdue();
    order.receives(new OperatorAlerted(PAYMENT));
    assertThat(order.receives(new Compensated(PAYMENT)).task())
        .contains(new CompensateStep(STOCK, 1, 1));
  }

  @Test
  void after_an_undo_that_an_operator_resolved_the_rest_is_undone() {
    order.at(PAYMENT).receives(new Reversed(PAYMENT)).receives(new UndoRefused(PAYMENT, 1));
    order.receives(new OperatorAlerted(PAYMENT));
    assertThat(order.receives(new OperatorResolved(PAYMENT)).task())
        .contains(new CompensateStep(STOCK, 1, 1));
  }

  @Test
  void unanswered_commands_are_sent_again() {
    order.at(PAYMENT).whenOverdue();
    assertThat(order.afterTheDeadline().task()).contains(new Abandon(PAYMENT));
    order
        .receives(new Reversed(PAYMENT))
        .receives(new Compensated(PAYMENT))
        .receives(new Compensated(STOCK));
    assertThat(order.state()).isInstanceOf(Completing.class);
    assertThat(order.afterTheDeadline().task()).contains(new CompleteCancellation());
  }

  private static Attempt request(Step step, int number) {
    return new Attempt(Attempt.Kind.REQUEST, step, null, 1, number);
  }
}
