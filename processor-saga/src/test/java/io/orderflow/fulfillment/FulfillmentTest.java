package io.orderflow.fulfillment;

import static io.orderflow.api.Step.DELIVERY;
import static io.orderflow.api.Step.PAYMENT;
import static io.orderflow.api.Step.PROCESSING;
import static io.orderflow.api.Step.SHIPPING;
import static io.orderflow.api.Step.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.Action.Abandon;
import io.orderflow.fulfillment.Action.Compensate;
import io.orderflow.fulfillment.Action.CompleteCancellation;
import io.orderflow.fulfillment.Action.RaiseAttention;
import io.orderflow.fulfillment.Action.Request;
import io.orderflow.fulfillment.Action.SetDeadline;
import io.orderflow.fulfillment.Fulfillment.Decision;
import io.orderflow.fulfillment.Signal.Accepted;
import io.orderflow.fulfillment.Signal.AttemptFailed;
import io.orderflow.fulfillment.Signal.AttentionRaised;
import io.orderflow.fulfillment.Signal.CancellationOverruled;
import io.orderflow.fulfillment.Signal.CancellationStarted;
import io.orderflow.fulfillment.Signal.Compensated;
import io.orderflow.fulfillment.Signal.CompensationRefused;
import io.orderflow.fulfillment.Signal.DeadlineExpired;
import io.orderflow.fulfillment.Signal.OperatorRetried;
import io.orderflow.fulfillment.Signal.OrderCancelled;
import io.orderflow.fulfillment.Signal.StepResolved;
import io.orderflow.fulfillment.Signal.Succeeded;
import io.orderflow.fulfillment.State.Asking;
import io.orderflow.fulfillment.State.AwaitingOperator;
import io.orderflow.fulfillment.State.Closed;
import io.orderflow.fulfillment.State.Completing;
import io.orderflow.fulfillment.State.GivingUp;
import io.orderflow.fulfillment.State.Waiting;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentTest {

  private final Tale tale = new Tale();

  @Test
  void it_begins_with_the_stock() {
    assertThat(tale.decision())
        .isEqualTo(
            new Decision(
                new Asking(1, Work.request(STOCK, Tale.NOON.plus(Tale.PATIENCE.with(STOCK)))),
                List.of(
                    new Request(STOCK, 1, 1),
                    new SetDeadline(Tale.NOON.plus(Tale.PATIENCE.with(STOCK)), 1))));
  }

  @Test
  void each_success_asks_for_the_next_step_until_the_parcel_is_delivered() {
    assertThat(tale.hears(new Succeeded(STOCK)).task()).contains(new Request(PAYMENT, 1, 1));
    assertThat(tale.hears(new Succeeded(PAYMENT)).task()).contains(new Request(PROCESSING, 1, 1));
    assertThat(tale.hears(new Succeeded(PROCESSING)).task()).contains(new Request(SHIPPING, 1, 1));
    assertThat(tale.hears(new Succeeded(SHIPPING)).task())
        .as("a delivery is only awaited")
        .isEmpty();
    assertThat(tale.hears(new Succeeded(DELIVERY)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void a_delivery_nobody_reported_the_dispatch_of_ends_it_too() {
    tale.at(SHIPPING).hears(new Succeeded(DELIVERY));
    assertThat(tale.state()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void after_a_failed_try_it_waits_and_asks_again_under_the_same_number(Step step) {
    var next = Tale.NOON.plusSeconds(3);
    tale.at(step).hears(new AttemptFailed(request(step, 1), next));
    assertThat(tale.task()).isEmpty();
    assertThat(tale.deadline()).isEqualTo(next);
    assertThat(tale.whenTheDeadlineRings().task()).contains(new Request(step, 1, 2));
  }

  @Test
  void a_partner_who_answers_later_is_left_alone_and_then_looked_up() {
    tale.at(PAYMENT).hears(new Accepted(request(PAYMENT, 1)));
    assertThat(tale.task()).isEmpty();
    assertThat(tale.deadline()).isEqualTo(Tale.NOON.plus(Tale.PATIENCE.lookUp()));
    assertThat(tale.whenTheDeadlineRings().task()).contains(new Request(PAYMENT, 1, 1));
  }

  @Test
  void a_recall_that_is_answered_later_is_asked_for_again_until_somebody_is_called() {
    tale.at(SHIPPING).hears(new CancellationStarted(SHIPPING));
    var overdueAt = tale.now().plus(Tale.PATIENCE.compensation());
    var recall = new Attempt(Attempt.Kind.COMPENSATION, SHIPPING, null, 1, 1);
    tale.hears(new Accepted(recall));
    assertThat(tale.task()).isEmpty();
    assertThat(tale.whenTheDeadlineRings().task()).contains(new Compensate(SHIPPING, 1, 1));

    tale.hears(new Accepted(recall)).whenPatienceIsOver();
    assertThat(tale.now()).isEqualTo(overdueAt);
    assertThat(tale.task())
        .contains(new RaiseAttention(Attempt.Kind.COMPENSATION, SHIPPING, false));
  }

  @Test
  void a_recall_that_is_answered_after_somebody_was_called_goes_on() {
    tale.at(SHIPPING).hears(new CancellationStarted(SHIPPING)).whenPatienceIsOver();
    tale.hears(new AttentionRaised(SHIPPING));
    assertThat(tale.task()).contains(new Compensate(SHIPPING, 1, 2));
    assertThat(tale.hears(new Compensated(SHIPPING)).task())
        .contains(new Compensate(PROCESSING, 1, 1));
  }

  @Test
  void a_try_that_is_not_the_one_in_hand_changes_nothing() {
    tale.at(PAYMENT);
    var before = tale.state();
    tale.hears(new AttemptFailed(request(PAYMENT, 2), Tale.NOON));
    tale.hears(new AttemptFailed(request(STOCK, 1), Tale.NOON));
    tale.hears(new Accepted(new Attempt(Attempt.Kind.REQUEST, PAYMENT, null, 2, 1)));
    assertThat(tale.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"STOCK", "PAYMENT"})
  void before_money_was_taken_silence_gives_up_but_only_asks_for_it(Step step) {
    tale.at(step).whenPatienceIsOver();
    assertThat(tale.state()).isInstanceOf(GivingUp.class);
    assertThat(tale.task()).contains(new Abandon(step));
  }

  @Test
  void an_answer_that_comes_while_giving_up_still_counts() {
    tale.at(PAYMENT).whenPatienceIsOver().hears(new Succeeded(PAYMENT));
    assertThat(tale.task()).contains(new Request(PROCESSING, 1, 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"PROCESSING", "SHIPPING"})
  void after_money_was_taken_silence_tells_a_person_and_asks_on(Step step) {
    tale.at(step).whenPatienceIsOver();
    assertThat(tale.task()).contains(new RaiseAttention(Attempt.Kind.REQUEST, step, false));
    assertThat(tale.hears(new AttentionRaised(step)).task()).contains(new Request(step, 1, 2));
  }

  @Test
  void a_lost_parcel_is_brought_up_again_and_again_until_it_is_settled() {
    tale.at(DELIVERY).whenPatienceIsOver();
    assertThat(tale.task()).contains(new RaiseAttention(Attempt.Kind.REQUEST, DELIVERY, false));
    tale.hears(new AttentionRaised(DELIVERY));
    assertThat(tale.deadline()).isEqualTo(tale.now().plus(Tale.PATIENCE.reminder()));
    assertThat(tale.whenTheDeadlineRings().task())
        .contains(new RaiseAttention(Attempt.Kind.REQUEST, DELIVERY, false));
    assertThat(tale.hears(new StepResolved(DELIVERY)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void it_goes_back_newest_first_and_each_only_when_the_newer_is_confirmed() {
    tale.at(SHIPPING).hears(new CancellationStarted(SHIPPING));
    assertThat(tale.task()).contains(new Compensate(SHIPPING, 1, 1));
    assertThat(tale.hears(new Compensated(STOCK)).task()).contains(new Compensate(SHIPPING, 1, 1));
    assertThat(tale.hears(new Compensated(SHIPPING)).task())
        .contains(new Compensate(PROCESSING, 1, 1));
    assertThat(tale.hears(new Compensated(PROCESSING)).task())
        .contains(new Compensate(PAYMENT, 1, 1));
    assertThat(tale.hears(new Compensated(PAYMENT)).task()).contains(new Compensate(STOCK, 1, 1));
    assertThat(tale.hears(new Compensated(STOCK)).task()).contains(new CompleteCancellation());
    assertThat(tale.hears(new OrderCancelled()).state()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void the_step_whose_outcome_nobody_knows_is_undone_too(Step step) {
    tale.at(step).hears(new CancellationStarted(step));
    assertThat(tale.task()).contains(new Compensate(step, 1, 1));
  }

  @Test
  void a_parcel_on_the_road_has_the_last_word() {
    tale.at(SHIPPING).hears(new CancellationStarted(SHIPPING)).hears(new CancellationOverruled());
    assertThat(tale.state()).isInstanceOf(Waiting.class);
    assertThat(tale.hears(new Succeeded(DELIVERY)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void a_refused_undo_waits_for_a_person_and_is_then_asked_under_a_new_number() {
    tale.at(PROCESSING)
        .hears(new CancellationStarted(PROCESSING))
        .hears(new Compensated(PROCESSING));
    tale.hears(new CompensationRefused(PAYMENT, 1));
    assertThat(tale.task()).contains(new RaiseAttention(Attempt.Kind.COMPENSATION, PAYMENT, true));
    assertThat(tale.hears(new AttentionRaised(PAYMENT)).state())
        .isInstanceOf(AwaitingOperator.class);
    assertThat(tale.hears(new OperatorRetried(PAYMENT)).task())
        .contains(new Compensate(PAYMENT, 2, 1));
    assertThat(tale.hears(new CompensationRefused(PAYMENT, 1)).task())
        .as("a refusal of the old number changes nothing")
        .contains(new Compensate(PAYMENT, 2, 1));
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "DELIVERY", mode = EnumSource.Mode.EXCLUDE)
  void an_overdue_undo_tells_a_person_and_is_tried_on_under_its_number_for_ever(Step step) {
    tale.at(step).hears(new CancellationStarted(step));
    for (int attempt = 2; attempt <= 100; attempt++) {
      tale.whenPatienceIsOver();
      assertThat(tale.task()).contains(new RaiseAttention(Attempt.Kind.COMPENSATION, step, false));
      tale.hears(new AttentionRaised(step));
      assertThat(tale.task()).contains(new Compensate(step, 1, attempt));
      assertThat(tale.deadline()).isEqualTo(tale.now().plus(Tale.PATIENCE.reminder()));
    }
  }

  @Test
  void an_overdue_undo_that_is_refused_after_all_waits_for_a_person() {
    tale.at(PAYMENT).hears(new CancellationStarted(PAYMENT)).whenPatienceIsOver();
    tale.hears(new AttentionRaised(PAYMENT)).hears(new CompensationRefused(PAYMENT, 1));
    assertThat(tale.task()).contains(new RaiseAttention(Attempt.Kind.COMPENSATION, PAYMENT, true));
    assertThat(tale.hears(new AttentionRaised(PAYMENT)).state())
        .isInstanceOf(AwaitingOperator.class);
  }

  @Test
  void a_person_need_not_wait_for_the_next_try_of_an_overdue_undo() {
    tale.at(PAYMENT).hears(new CancellationStarted(PAYMENT)).whenPatienceIsOver();
    tale.hears(new AttentionRaised(PAYMENT));
    assertThat(tale.hears(new OperatorRetried(PAYMENT)).task())
        .contains(new Compensate(PAYMENT, 1, 3));
  }

  @Test
  void an_undo_that_succeeds_after_all_counts_though_a_person_was_told() {
    tale.at(PAYMENT).hears(new CancellationStarted(PAYMENT)).whenPatienceIsOver();
    tale.hears(new AttentionRaised(PAYMENT));
    assertThat(tale.hears(new Compensated(PAYMENT)).task()).contains(new Compensate(STOCK, 1, 1));
  }

  @Test
  void an_undo_that_a_person_has_settled_lets_the_rest_go_on() {
    tale.at(PAYMENT)
        .hears(new CancellationStarted(PAYMENT))
        .hears(new CompensationRefused(PAYMENT, 1));
    tale.hears(new AttentionRaised(PAYMENT));
    assertThat(tale.hears(new StepResolved(PAYMENT)).task()).contains(new Compensate(STOCK, 1, 1));
  }

  @Test
  void commands_that_are_not_answered_are_sent_again() {
    tale.at(PAYMENT).whenPatienceIsOver();
    assertThat(tale.whenTheDeadlineRings().task()).contains(new Abandon(PAYMENT));
    tale.hears(new CancellationStarted(PAYMENT))
        .hears(new Compensated(PAYMENT))
        .hears(new Compensated(STOCK));
    assertThat(tale.state()).isInstanceOf(Completing.class);
    assertThat(tale.whenTheDeadlineRings().task()).contains(new CompleteCancellation());
  }

  @Test
  void a_deadline_of_an_earlier_turn_changes_nothing() {
    tale.at(PAYMENT);
    var before = tale.state();
    tale.hears(new DeadlineExpired(before.turn() - 1));
    assertThat(tale.state()).isEqualTo(before);
  }

  private static Attempt request(Step step, int number) {
    return new Attempt(Attempt.Kind.REQUEST, step, null, 1, number);
  }
}
