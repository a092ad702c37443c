package io.orderflow.unexpectedpayment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.FulfillmentSignal.Accepted;
import io.orderflow.fulfillment.FulfillmentSignal.AttemptFailed;
import io.orderflow.fulfillment.FulfillmentSignal.Compensated;
import io.orderflow.fulfillment.FulfillmentSignal.OperatorAlerted;
import io.orderflow.fulfillment.FulfillmentSignal.OperatorResolved;
import io.orderflow.fulfillment.FulfillmentSignal.OperatorRetried;
import io.orderflow.fulfillment.FulfillmentSignal.UndoRefused;
import io.orderflow.fulfillment.FulfillmentState.Closed;
import io.orderflow.fulfillment.FulfillmentState.Phase;
import io.orderflow.fulfillment.FulfillmentTask;
import io.orderflow.fulfillment.FulfillmentTask.CompensateStep;
import io.orderflow.fulfillment.FulfillmentTask.RaiseAttention;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentRefundTest {

  private final RefundScenario refund = new RefundScenario();

  @Test
  void it_begins_by_asking_for_the_refund() {
    assertThat(refund.task()).contains(asking(1, 1));
    assertThat(refund.deadline()).isEqualTo(RefundScenario.NOON.plus(RefundScenario.OVERDUE_AFTER));
  }

  @Test
  void it_ends_when_the_money_has_gone_back() {
    assertThat(refund.receives(new Compensated(Step.PAYMENT)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void after_a_failed_attempt_it_waits_and_asks_again_under_the_same_number() {
    var next = RefundScenario.NOON.plusSeconds(3);
    refund.receives(new AttemptFailed(attempt(1, 1), next));
    assertThat(refund.task()).isEmpty();
    assertThat(refund.deadline()).isEqualTo(next);
    assertThat(refund.afterTheDeadline().task()).contains(asking(1, 2));
  }

  @Test
  void a_partner_that_answers_later_is_asked_again_under_the_same_number() {
    refund.receives(new Accepted(attempt(1, 1)));
    assertThat(refund.task()).isEmpty();
    assertThat(refund.deadline()).isEqualTo(RefundScenario.NOON.plus(RefundScenario.LOOK_UP));
    assertThat(refund.afterTheDeadline().task()).contains(asking(1, 1));
  }

  @Test
  void a_try_that_is_not_the_one_in_hand_changes_nothing() {
    var before = refund.decision();
    refund
        .receives(new AttemptFailed(attempt(1, 2), RefundScenario.NOON))
        .receives(new Accepted(attempt(2, 1)));
    assertThat(refund.decision()).isSameAs(before);
  }

  @Test
  void a_refused_refund_waits_for_an_operator_and_is_then_asked_under_a_new_number() {
    refund.receives(new UndoRefused(Step.PAYMENT, 1));
    assertThat(refund.task()).contains(alerting(true));
    assertThat(refund.receives(new OperatorAlerted(Step.PAYMENT)).phase())
        .isEqualTo(Phase.AWAITING_OPERATOR);
    assertThat(refund.receives(new OperatorRetried(Step.PAYMENT)).task()).contains(asking(2, 1));
    assertThat(refund.receives(new UndoRefused(Step.PAYMENT, 1)).task())
        .as("a refusal of the old number changes nothing")
        .contains(asking(2, 1));
  }

  @Test
  void an_overdue_refund_alerts_an_operator_and_is_retried_under_its_number_for_ever() {
    for (int attempt = 2; attempt <= 100; attempt++) {
      refund.afterTheDeadline();
      assertThat(refund.task()).contains(alerting(false));
      refund.receives(new OperatorAlerted(Step.PAYMENT));
      assertThat(refund.task()).contains(asking(1, attempt));
      assertThat(refund.deadline()).isEqualTo(refund.now().plus(RefundScenario.REMINDER));
    }
  }

  @Test
  void an_overdue_refund_that_is_refused_after_all_waits_for_an_operator() {
    refund
        .afterTheDeadline()
        .receives(new OperatorAlerted(Step.PAYMENT))
        .receives(new UndoRefused(Step.PAYMENT, 1));
    assertThat(refund.task()).contains(alerting(true));
    assertThat(refund.receives(new OperatorAlerted(Step.PAYMENT)).phase())
        .isEqualTo(Phase.AWAITING_OPERATOR);
  }

  @Test
  void an_operator_can_retry_an_overdue_refund_at_once() {
    refund.afterTheDeadline().receives(new OperatorAlerted(Step.PAYMENT));
    assertThat(refund.receives(new OperatorRetried(Step.PAYMENT)).task()).contains(asking(1, 3));
    assertThat(refund.deadline()).isEqualTo(refund.now().plus(RefundScenario.OVERDUE_AFTER));
  }

  @Test
  void failing_attempts_end_at_the_deadline_and_not_at_a_count() {
    int tries = 1;
    while (refund.task().isEmpty() || refund.task().get() instanceof CompensateStep) {
      refund.receives(new AttemptFailed(attempt(1, tries), refund.now().plusSeconds(300)));
      refund.afterTheDeadline();
      tries++;
    }
    assertThat(tries).isEqualTo(288 + 1);
    assertThat(refund.now()).isEqualTo(RefundScenario.NOON.plus(RefundScenario.OVERDUE_AFTER));
    assertThat(refund.task()).contains(alerting(false));
  }

  @Test
  void an_operator_is_alerted_again_until_an_answer() {
    refund.receives(new UndoRefused(Step.PAYMENT, 1));
    assertThat(refund.afterTheDeadline().task())
        .as("the command may have been lost")
        .contains(alerting(true));
    refund.receives(new OperatorAlerted(Step.PAYMENT));
    Instant told = refund.now();
    assertThat(refund.deadline()).isEqualTo(told.plus(RefundScenario.REMINDER));
    assertThat(refund.afterTheDeadline().task()).contains(alerting(true));
  }

  @Test
  void a_refund_that_succeeds_after_the_alert_counts() {
    refund.afterTheDeadline().receives(new OperatorAlerted(Step.PAYMENT));
    assertThat(refund.receives(new Compensated(Step.PAYMENT)).state()).isInstanceOf(Closed.class);
  }

  @Test
  void a_charge_that_an_operator_resolved_is_not_asked_for_again() {
    refund
        .receives(new UndoRefused(Step.PAYMENT, 1))
        .receives(new OperatorAlerted(Step.PAYMENT))
        .receives(new OperatorResolved(Step.PAYMENT));
    assertThat(refund.state()).isInstanceOf(Closed.class);
    assertThat(refund.receives(new OperatorRetried(Step.PAYMENT)).state())
        .isInstanceOf(Closed.class);
  }

  private static FulfillmentTask asking(int requestNo, int attempt) {
    return new CompensateStep(Step.PAYMENT, requestNo, attempt);
  }

  private static FulfillmentTask alerting(boolean refused) {
    return new RaiseAttention(Attempt.Kind.COMPENSATION, Step.PAYMENT, refused);
  }

  private static Attempt attempt(int requestNo, int number) {
    var charge = new ChargeId("ch_1");
    return new Attempt(Attempt.Kind.COMPENSATION, Step.PAYMENT, charge, requestNo, number);
  }
}
