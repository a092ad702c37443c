package io.orderflow.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.refund.RefundAction.Ask;
import io.orderflow.refund.RefundAction.RaiseAttention;
import io.orderflow.refund.RefundSignal.Accepted;
import io.orderflow.refund.RefundSignal.AttemptFailed;
import io.orderflow.refund.RefundSignal.AttentionRaised;
import io.orderflow.refund.RefundSignal.OperatorRetried;
import io.orderflow.refund.RefundSignal.RefundRefused;
import io.orderflow.refund.RefundSignal.Refunded;
import io.orderflow.refund.RefundSignal.Resolved;
import io.orderflow.refund.RefundState.AwaitingOperator;
import io.orderflow.refund.RefundState.Closed;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentTest {

  private final RefundScenario refundScenario = new RefundScenario();

  @Test
  void it_begins_by_asking_for_the_refund() {
    assertThat(refundScenario.task()).contains(new Ask(1, 1));
    assertThat(refundScenario.deadline())
        .isEqualTo(RefundScenario.NOON.plus(RefundScenario.PATIENCE.overdueAfter()));
  }

  @Test
  void it_ends_when_the_money_has_gone_back() {
    assertThat(refundScenario.hears(new Refunded()).state()).isInstanceOf(Closed.class);
  }

  @Test
  void after_a_failed_try_it_waits_and_asks_again_under_the_same_number() {
    var next = RefundScenario.NOON.plusSeconds(3);
    refundScenario.hears(new AttemptFailed(1, 1, next));
    assertThat(refundScenario.task()).isEmpty();
    assertThat(refundScenario.deadline()).isEqualTo(next);
    assertThat(refundScenario.whenTheDeadlineRings().task()).contains(new Ask(1, 2));
  }

  @Test
  void a_partner_who_answers_later_is_left_alone_and_then_asked_under_the_same_number() {
    refundScenario.hears(new Accepted(1, 1));
    assertThat(refundScenario.task()).isEmpty();
    assertThat(refundScenario.deadline())
        .isEqualTo(RefundScenario.NOON.plus(RefundScenario.PATIENCE.lookUp()));
    assertThat(refundScenario.whenTheDeadlineRings().task()).contains(new Ask(1, 1));
  }

  @Test
  void a_try_that_is_not_the_one_in_hand_changes_nothing() {
    var before = refundScenario.state();
    refundScenario.hears(new AttemptFailed(1, 2, RefundScenario.NOON)).hears(new Accepted(2, 1));
    assertThat(refundScenario.state()).isEqualTo(before);
  }

  @Test
  void a_refused_refund_waits_for_a_person_and_is_then_asked_under_a_new_number() {
    refundScenario.hears(new RefundRefused(1));
    assertThat(refundScenario.task()).contains(new RaiseAttention(true));
    assertThat(refundScenario.hears(new AttentionRaised()).state())
        .isInstanceOf(AwaitingOperator.class);
    assertThat(refundScenario.hears(new OperatorRetried()).task()).contains(new Ask(2, 1));
    assertThat(refundScenario.hears(new RefundRefused(1)).task())
        .as("a refusal of the old number changes nothing")
        .contains(new Ask(2, 1));
  }

  @Test
  void an_overdue_refund_tells_a_person_and_is_tried_on_under_its_number_for_ever() {
    for (int attempt = 2; attempt <= 100; attempt++) {
      refundScenario.whenTheDeadlineRings();
      assertThat(refundScenario.task()).contains(new RaiseAttention(false));
      refundScenario.hears(new AttentionRaised());
      assertThat(refundScenario.task()).contains(new Ask(1, attempt));
      assertThat(refundScenario.deadline())
          .isEqualTo(refundScenario.now().plus(RefundScenario.PATIENCE.reminder()));
    }
  }

  @Test
  void an_overdue_refund_that_is_refused_after_all_waits_for_a_person() {
    refundScenario.whenTheDeadlineRings().hears(new AttentionRaised()).hears(new RefundRefused(1));
    assertThat(refundScenario.task()).contains(new RaiseAttention(true));
    assertThat(refundScenario.hears(new AttentionRaised()).state())
        .isInstanceOf(AwaitingOperator.class);
  }

  @Test
  void a_person_need_not_wait_for_the_next_try_of_an_overdue_refund() {
    refundScenario.whenTheDeadlineRings().hears(new AttentionRaised());
    assertThat(refundScenario.hears(new OperatorRetried()).task()).contains(new Ask(1, 3));
    assertThat(refundScenario.deadline())
        .isEqualTo(refundScenario.now().plus(RefundScenario.PATIENCE.overdueAfter()));
  }

  @Test
  void tries_that_keep_failing_end_at_the_deadline_and_not_at_a_count() {
    int tries = 1;
    while (refundScenario.task().isEmpty() || refundScenario.task().get() instanceof Ask) {
      refundScenario.hears(new AttemptFailed(1, tries, refundScenario.now().plusSeconds(300)));
      refundScenario.whenTheDeadlineRings();
      tries++;
    }
    assertThat(tries).isEqualTo(288 + 1);
    assertThat(refundScenario.now())
        .isEqualTo(RefundScenario.NOON.plus(RefundScenario.PATIENCE.overdueAfter()));
    assertThat(refundScenario.task()).contains(new RaiseAttention(false));
  }

  @Test
  void a_person_is_told_again_until_they_answer() {
    refundScenario.hears(new RefundRefused(1));
    assertThat(refundScenario.whenTheDeadlineRings().task())
        .as("the command may have been lost")
        .contains(new RaiseAttention(true));
    refundScenario.hears(new AttentionRaised());
    Instant told = refundScenario.now();
    assertThat(refundScenario.deadline()).isEqualTo(told.plus(RefundScenario.PATIENCE.reminder()));
    assertThat(refundScenario.whenTheDeadlineRings().task()).contains(new RaiseAttention(true));
  }

  @Test
  void a_refund_that_succeeds_after_all_counts_though_a_person_was_told() {
    refundScenario.whenTheDeadlineRings().hears(new AttentionRaised());
    assertThat(refundScenario.hears(new Refunded()).state()).isInstanceOf(Closed.class);
  }

  @Test
  void a_charge_that_a_person_has_settled_is_not_asked_for_again() {
    refundScenario.hears(new RefundRefused(1)).hears(new AttentionRaised()).hears(new Resolved());
    assertThat(refundScenario.state()).isInstanceOf(Closed.class);
    assertThat(refundScenario.hears(new OperatorRetried()).state()).isInstanceOf(Closed.class);
  }
}
