package io.orderflow.fulfillment;

import static io.orderflow.api.Step.DELIVERY;
import static io.orderflow.api.Step.PAYMENT;
import static io.orderflow.api.Step.PROCESSING;
import static io.orderflow.api.Step.SHIPPING;
import static io.orderflow.api.Step.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.Fulfillment.Decision;
import io.orderflow.fulfillment.FulfillmentAction.Abandon;
import io.orderflow.fulfillment.FulfillmentAction.Compensate;
import io.orderflow.fulfillment.FulfillmentAction.CompleteCancellation;
import io.orderflow.fulfillment.FulfillmentAction.RaiseAttention;
import io.orderflow.fulfillment.FulfillmentAction.Request;
import io.orderflow.fulfillment.FulfillmentAction.SetDeadline;
import io.orderflow.fulfillment.FulfillmentSignal.Accepted;
import io.orderflow.fulfillment.FulfillmentSignal.AttemptFailed;
import io.orderflow.fulfillment.FulfillmentSignal.AttentionRaised;
import io.orderflow.fulfillment.FulfillmentSignal.CancellationOverruled;
import io.orderflow.fulfillment.FulfillmentSignal.CancellationStarted;
import io.orderflow.fulfillment.FulfillmentSignal.Compensated;
import io.orderflow.fulfillment.FulfillmentSignal.CompensationRefused;
import io.orderflow.fulfillment.FulfillmentSignal.DeadlineExpired;
import io.orderflow.fulfillment.FulfillmentSignal.OperatorRetried;
import io.orderflow.fulfillment.FulfillmentSignal.OrderCancelled;
import io.orderflow.fulfillment.FulfillmentSignal.StepResolved;
import io.orderflow.fulfillment.FulfillmentSignal.Succeeded;
import io.orderflow.fulfillment.FulfillmentState.Asking;
import io.orderflow.fulfillment.FulfillmentState.AwaitingOperator;
import io.orderflow.fulfillment.FulfillmentState.Closed;
import io.orderflow.fulfillment.FulfillmentState.Completing;
import io.orderflow.fulfillment.FulfillmentState.GivingUp;
import io.orderflow.fulfillment.FulfillmentState.Waiting;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentTest {

  private final FulfillmentScenario fulfillmentScenario = new FulfillmentScenario();

  @Test
  void it_begins_with_the_stock() {
    assertThat(fulfillmentScenario.decision())
        .isEqualTo(
            new Decision(
                new Asking(
                    1,
                    Work.request(
                        STOCK,
                        FulfillmentScenario.NOON.plus(FulfillmentScenario.PATIENCE.with(STOCK)))),
                List.of(
                    new Request(STOCK, 1, 1),
                    new SetDeadline(
                        FulfillmentScenario.NOON.plus(FulfillmentScenario.PATIENCE.with(STOCK)),
                        1))));
  }

  @Test
  void each_success_asks_for_the_next_step_until_the_parcel_is_delivered() {
    assertThat(fulfillmentScenario.hears(new Succeeded(STOCK)).task())
        .contains(new Request(PAYMENT, 1, 1));
    assertThat(fulfillmentScenario.hears(new Succeeded(PAYMENT)).task())
        .contains(new Request(PROCESSING, 1, 1));
    assertThat(fulfillmentScenario.hears(new Succeeded(PROCESSING)).task())
        .contains(new Request(SHIPPING, 1, 1));
    assertThat(fulfillmentScenario.hears(new Succeeded(SHIPPING)).task())
        .as("a delivery is only awaited")
        .isEmpty();
    assertThat(fulfillmentScenario.hears(new Succeeded(DELIVERY)).state())
        .isInstanceOf(Closed.class);
  }

  @Test
  void a_delivery_nobody_reported_the_dispatch_of_ends_it_too() {
    fulfillmentScenario.at(SHIPPING).hears(new Succeeded(DELIVERY));
    assertThat(fulfillmentScenario.state()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void after_a_failed_try_it_waits_and_asks_again_under_the_same_number(Step step) {
    var next = FulfillmentScenario.NOON.plusSeconds(3);
    fulfillmentScenario.at(step).hears(new AttemptFailed(request(step, 1), next));
    assertThat(fulfillmentScenario.task()).isEmpty();
    assertThat(fulfillmentScenario.deadline()).isEqualTo(next);
    assertThat(fulfillmentScenario.whenTheDeadlineRings().task()).contains(new Request(step, 1, 2));
  }

  @Test
  void a_partner_who_answers_later_is_left_alone_and_then_looked_up() {
    fulfillmentScenario.at(PAYMENT).hears(new Accepted(request(PAYMENT, 1)));
    assertThat(fulfillmentScenario.task()).isEmpty();
    assertThat(fulfillmentScenario.deadline())
        .isEqualTo(FulfillmentScenario.NOON.plus(FulfillmentScenario.PATIENCE.lookUp()));
    assertThat(fulfillmentScenario.whenTheDeadlineRings().task())
        .contains(new Request(PAYMENT, 1, 1));
  }

  @Test
  void a_recall_that_is_answered_later_is_asked_for_again_until_somebody_is_called() {
    fulfillmentScenario.at(SHIPPING).hears(new CancellationStarted(SHIPPING));
    var overdueAt = fulfillmentScenario.now().plus(FulfillmentScenario.PATIENCE.compensation());
    var recall = new Attempt(Attempt.Kind.COMPENSATION, SHIPPING, null, 1, 1);
    fulfillmentScenario.hears(new Accepted(recall));
    assertThat(fulfillmentScenario.task()).isEmpty();
    assertThat(fulfillmentScenario.whenTheDeadlineRings().task())
        .contains(new Compensate(SHIPPING, 1, 1));

    fulfillmentScenario.hears(new Accepted(recall)).whenPatienceIsOver();
    assertThat(fulfillmentScenario.now()).isEqualTo(overdueAt);
    assertThat(fulfillmentScenario.task())
        .contains(new RaiseAttention(Attempt.Kind.COMPENSATION, SHIPPING, false));
  }

  @Test
  void a_recall_that_is_answered_after_somebody_was_called_goes_on() {
    fulfillmentScenario.at(SHIPPING).hears(new CancellationStarted(SHIPPING)).whenPatienceIsOver();
    fulfillmentScenario.hears(new AttentionRaised(SHIPPING));
    assertThat(fulfillmentScenario.task()).contains(new Compensate(SHIPPING, 1, 2));
    assertThat(fulfillmentScenario.hears(new Compensated(SHIPPING)).task())
        .contains(new Compensate(PROCESSING, 1, 1));
  }

  @Test
  void a_try_that_is_not_the_one_in_hand_changes_nothing() {
    fulfillmentScenario.at(PAYMENT);
    var before = fulfillmentScenario.state();
    fulfillmentScenario.hears(new AttemptFailed(request(PAYMENT, 2), FulfillmentScenario.NOON));
    fulfillmentScenario.hears(new AttemptFailed(request(STOCK, 1), FulfillmentScenario.NOON));
    fulfillmentScenario.hears(new Accepted(new Attempt(Attempt.Kind.REQUEST, PAYMENT, null, 2, 1)));
    assertThat(fulfillmentScenario.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"STOCK", "PAYMENT"})
  void before_money_was_taken_silence_gives_up_but_only_asks_for_it(Step step) {
    fulfillmentScenario.at(step).whenPatienceIsOver();
    assertThat(fulfillmentScenario.state()).isInstanceOf(GivingUp.class);
    assertThat(fulfillmentScenario.task()).contains(new Abandon(step));
  }

  @Test
  void an_answer_that_comes_while_giving_up_still_counts() {
    fulfillmentScenario.at(PAYMENT).whenPatienceIsOver().hears(new Succeeded(PAYMENT));
    assertThat(fulfillmentScenario.task()).contains(new Request(PROCESSING, 1, 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"PROCESSING", "SHIPPING"})
  void after_money_was_taken_silence_tells_a_person_and_asks_on(Step step) {
    fulfillmentScenario.at(step).whenPatienceIsOver();
    assertThat(fulfillmentScenario.task())
        .contains(new RaiseAttention(Attempt.Kind.REQUEST, step, false));
    assertThat(fulfillmentScenario.hears(new AttentionRaised(step)).task())
        .contains(new Request(step, 1, 2));
  }

  @Test
  void a_lost_parcel_is_brought_up_again_and_again_until_it_is_settled() {
    fulfillmentScenario.at(DELIVERY).whenPatienceIsOver();
    assertThat(fulfillmentScenario.task())
        .contains(new RaiseAttention(Attempt.Kind.REQUEST, DELIVERY, false));
    fulfillmentScenario.hears(new AttentionRaised(DELIVERY));
    assertThat(fulfillmentScenario.deadline())
        .isEqualTo(fulfillmentScenario.now().plus(FulfillmentScenario.PATIENCE.reminder()));
    assertThat(fulfillmentScenario.whenTheDeadlineRings().task())
        .contains(new RaiseAttention(Attempt.Kind.REQUEST, DELIVERY, false));
    assertThat(fulfillmentScenario.hears(new StepResolved(DELIVERY)).state())
        .isInstanceOf(Closed.class);
  }

  @Test
  void it_goes_back_newest_first_and_each_only_when_the_newer_is_confirmed() {
    fulfillmentScenario.at(SHIPPING).hears(new CancellationStarted(SHIPPING));
    assertThat(fulfillmentScenario.task()).contains(new Compensate(SHIPPING, 1, 1));
    assertThat(fulfillmentScenario.hears(new Compensated(STOCK)).task())
        .contains(new Compensate(SHIPPING, 1, 1));
    assertThat(fulfillmentScenario.hears(new Compensated(SHIPPING)).task())
        .contains(new Compensate(PROCESSING, 1, 1));
    assertThat(fulfillmentScenario.hears(new Compensated(PROCESSING)).task())
        .contains(new Compensate(PAYMENT, 1, 1));
    assertThat(fulfillmentScenario.hears(new Compensated(PAYMENT)).task())
        .contains(new Compensate(STOCK, 1, 1));
    assertThat(fulfillmentScenario.hears(new Compensated(STOCK)).task())
        .contains(new CompleteCancellation());
    assertThat(fulfillmentScenario.hears(new OrderCancelled()).state()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void the_step_whose_outcome_nobody_knows_is_undone_too(Step step) {
    fulfillmentScenario.at(step).hears(new CancellationStarted(step));
    assertThat(fulfillmentScenario.task()).contains(new Compensate(step, 1, 1));
  }

  @Test
  void a_parcel_on_the_road_has_the_last_word() {
    fulfillmentScenario
        .at(SHIPPING)
        .hears(new CancellationStarted(SHIPPING))
        .hears(new CancellationOverruled());
    assertThat(fulfillmentScenario.state()).isInstanceOf(Waiting.class);
    assertThat(fulfillmentScenario.hears(new Succeeded(DELIVERY)).state())
        .isInstanceOf(Closed.class);
  }

  @Test
  void a_refused_undo_waits_for_a_person_and_is_then_asked_under_a_new_number() {
    fulfillmentScenario
        .at(PROCESSING)
        .hears(new CancellationStarted(PROCESSING))
        .hears(new Compensated(PROCESSING));
    fulfillmentScenario.hears(new CompensationRefused(PAYMENT, 1));
    assertThat(fulfillmentScenario.task())
        .contains(new RaiseAttention(Attempt.Kind.COMPENSATION, PAYMENT, true));
    assertThat(fulfillmentScenario.hears(new AttentionRaised(PAYMENT)).state())
        .isInstanceOf(AwaitingOperator.class);
    assertThat(fulfillmentScenario.hears(new OperatorRetried(PAYMENT)).task())
        .contains(new Compensate(PAYMENT, 2, 1));
    assertThat(fulfillmentScenario.hears(new CompensationRefused(PAYMENT, 1)).task())
        .as("a refusal of the old number changes nothing")
        .contains(new Compensate(PAYMENT, 2, 1));
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void an_overdue_undo_tells_a_person_and_is_tried_on_under_its_number_for_ever(Step step) {
    fulfillmentScenario.at(step).hears(new CancellationStarted(step));
    for (int attempt = 2; attempt <= 100; attempt++) {
      fulfillmentScenario.whenPatienceIsOver();
      assertThat(fulfillmentScenario.task())
          .contains(new RaiseAttention(Attempt.Kind.COMPENSATION, step, false));
      fulfillmentScenario.hears(new AttentionRaised(step));
      assertThat(fulfillmentScenario.task()).contains(new Compensate(step, 1, attempt));
      assertThat(fulfillmentScenario.deadline())
          .isEqualTo(fulfillmentScenario.now().plus(FulfillmentScenario.PATIENCE.reminder()));
    }
  }

  @Test
  void an_overdue_undo_that_is_refused_after_all_waits_for_a_person() {
    fulfillmentScenario.at(PAYMENT).hears(new CancellationStarted(PAYMENT)).whenPatienceIsOver();
    fulfillmentScenario
        .hears(new AttentionRaised(PAYMENT))
        .hears(new CompensationRefused(PAYMENT, 1));
    assertThat(fulfillmentScenario.task())
        .contains(new RaiseAttention(Attempt.Kind.COMPENSATION, PAYMENT, true));
    assertThat(fulfillmentScenario.hears(new AttentionRaised(PAYMENT)).state())
        .isInstanceOf(AwaitingOperator.class);
  }

  @Test
  void a_person_need_not_wait_for_the_next_try_of_an_overdue_undo() {
    fulfillmentScenario.at(PAYMENT).hears(new CancellationStarted(PAYMENT)).whenPatienceIsOver();
    fulfillmentScenario.hears(new AttentionRaised(PAYMENT));
    assertThat(fulfillmentScenario.hears(new OperatorRetried(PAYMENT)).task())
        .contains(new Compensate(PAYMENT, 1, 3));
  }

  @Test
  void an_undo_that_succeeds_after_all_counts_though_a_person_was_told() {
    fulfillmentScenario.at(PAYMENT).hears(new CancellationStarted(PAYMENT)).whenPatienceIsOver();
    fulfillmentScenario.hears(new AttentionRaised(PAYMENT));
    assertThat(fulfillmentScenario.hears(new Compensated(PAYMENT)).task())
        .contains(new Compensate(STOCK, 1, 1));
  }

  @Test
  void an_undo_that_a_person_has_settled_lets_the_rest_go_on() {
    fulfillmentScenario
        .at(PAYMENT)
        .hears(new CancellationStarted(PAYMENT))
        .hears(new CompensationRefused(PAYMENT, 1));
    fulfillmentScenario.hears(new AttentionRaised(PAYMENT));
    assertThat(fulfillmentScenario.hears(new StepResolved(PAYMENT)).task())
        .contains(new Compensate(STOCK, 1, 1));
  }

  @Test
  void commands_that_are_not_answered_are_sent_again() {
    fulfillmentScenario.at(PAYMENT).whenPatienceIsOver();
    assertThat(fulfillmentScenario.whenTheDeadlineRings().task()).contains(new Abandon(PAYMENT));
    fulfillmentScenario
        .hears(new CancellationStarted(PAYMENT))
        .hears(new Compensated(PAYMENT))
        .hears(new Compensated(STOCK));
    assertThat(fulfillmentScenario.state()).isInstanceOf(Completing.class);
    assertThat(fulfillmentScenario.whenTheDeadlineRings().task())
        .contains(new CompleteCancellation());
  }

  @Test
  void a_deadline_of_an_earlier_turn_changes_nothing() {
    fulfillmentScenario.at(PAYMENT);
    var before = fulfillmentScenario.state();
    fulfillmentScenario.hears(new DeadlineExpired(before.turn() - 1));
    assertThat(fulfillmentScenario.state()).isEqualTo(before);
  }

  private static Attempt request(Step step, int number) {
    return new Attempt(Attempt.Kind.REQUEST, step, null, 1, number);
  }
}
