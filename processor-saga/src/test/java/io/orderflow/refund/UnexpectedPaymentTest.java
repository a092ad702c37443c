package io.orderflow.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.refund.Action.Ask;
import io.orderflow.refund.Action.RaiseAttention;
import io.orderflow.refund.Signal.Accepted;
import io.orderflow.refund.Signal.AttemptFailed;
import io.orderflow.refund.Signal.AttentionRaised;
import io.orderflow.refund.Signal.OperatorRetried;
import io.orderflow.refund.Signal.RefundRefused;
import io.orderflow.refund.Signal.Refunded;
import io.orderflow.refund.Signal.Resolved;
import io.orderflow.refund.State.AwaitingOperator;
import io.orderflow.refund.State.Closed;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentTest {

  private final Tale tale = new Tale();

  @Test
  void it_begins_by_asking_for_the_refund() {
    assertThat(tale.task()).contains(new Ask(1, 1));
    assertThat(tale.deadline()).isEqualTo(Tale.NOON.plus(Tale.PATIENCE.overdueAfter()));
  }

  @Test
  void it_ends_when_the_money_has_gone_back() {
    assertThat(tale.hears(new Refunded()).state()).isInstanceOf(Closed.class);
  }

  @Test
  void after_a_failed_try_it_waits_and_asks_again_under_the_same_number() {
    var next = Tale.NOON.plusSeconds(3);
    tale.hears(new AttemptFailed(1, 1, next));
    assertThat(tale.task()).isEmpty();
    assertThat(tale.deadline()).isEqualTo(next);
    assertThat(tale.whenTheDeadlineRings().task()).contains(new Ask(1, 2));
  }

  @Test
  void a_partner_who_answers_later_is_left_alone_and_then_asked_under_the_same_number() {
    tale.hears(new Accepted(1, 1));
    assertThat(tale.task()).isEmpty();
    assertThat(tale.deadline()).isEqualTo(Tale.NOON.plus(Tale.PATIENCE.lookUp()));
    assertThat(tale.whenTheDeadlineRings().task()).contains(new Ask(1, 1));
  }

  @Test
  void a_try_that_is_not_the_one_in_hand_changes_nothing() {
    var before = tale.state();
    tale.hears(new AttemptFailed(1, 2, Tale.NOON)).hears(new Accepted(2, 1));
    assertThat(tale.state()).isEqualTo(before);
  }

  @Test
  void a_refused_refund_waits_for_a_person_and_is_then_asked_under_a_new_number() {
    tale.hears(new RefundRefused(1));
    assertThat(tale.task()).contains(new RaiseAttention(true));
    assertThat(tale.hears(new AttentionRaised()).state()).isInstanceOf(AwaitingOperator.class);
    assertThat(tale.hears(new OperatorRetried()).task()).contains(new Ask(2, 1));
    assertThat(tale.hears(new RefundRefused(1)).task())
        .as("a refusal of the old number changes nothing")
        .contains(new Ask(2, 1));
  }

  @Test
  void an_overdue_refund_tells_a_person_and_is_tried_on_under_its_number_for_ever() {
    for (int attempt = 2; attempt <= 100; attempt++) {
      tale.whenTheDeadlineRings();
      assertThat(tale.task()).contains(new RaiseAttention(false));
      tale.hears(new AttentionRaised());
      assertThat(tale.task()).contains(new Ask(1, attempt));
      assertThat(tale.deadline()).isEqualTo(tale.now().plus(Tale.PATIENCE.reminder()));
    }
  }

  @Test
  void an_overdue_refund_that_is_refused_after_all_waits_for_a_person() {
    tale.whenTheDeadlineRings().hears(new AttentionRaised()).hears(new RefundRefused(1));
    assertThat(tale.task()).contains(new RaiseAttention(true));
    assertThat(tale.hears(new AttentionRaised()).state()).isInstanceOf(AwaitingOperator.class);
  }

  @Test
  void a_person_need_not_wait_for_the_next_try_of_an_overdue_refund() {
    tale.whenTheDeadlineRings().hears(new AttentionRaised());
    assertThat(tale.hears(new OperatorRetried()).task()).contains(new Ask(1, 3));
    assertThat(tale.deadline()).isEqualTo(tale.now().plus(Tale.PATIENCE.overdueAfter()));
  }

  @Test
  void tries_that_keep_failing_end_at_the_deadline_and_not_at_a_count() {
    int tries = 1;
    while (tale.task().isEmpty() || tale.task().get() instanceof Ask) {
      tale.hears(new AttemptFailed(1, tries, tale.now().plusSeconds(300)));
      tale.whenTheDeadlineRings();
      tries++;
    }
    assertThat(tries).isEqualTo(288 + 1);
    assertThat(tale.now()).isEqualTo(Tale.NOON.plus(Tale.PATIENCE.overdueAfter()));
    assertThat(tale.task()).contains(new RaiseAttention(false));
  }

  @Test
  void a_person_is_told_again_until_they_answer() {
    tale.hears(new RefundRefused(1));
    assertThat(tale.whenTheDeadlineRings().task())
        .as("the command may have been lost")
        .contains(new RaiseAttention(true));
    tale.hears(new AttentionRaised());
    Instant told = tale.now();
    assertThat(tale.deadline()).isEqualTo(told.plus(Tale.PATIENCE.reminder()));
    assertThat(tale.whenTheDeadlineRings().task()).contains(new RaiseAttention(true));
  }

  @Test
  void a_refund_that_succeeds_after_all_counts_though_a_person_was_told() {
    tale.whenTheDeadlineRings().hears(new AttentionRaised());
    assertThat(tale.hears(new Refunded()).state()).isInstanceOf(Closed.class);
  }

  @Test
  void a_charge_that_a_person_has_settled_is_not_asked_for_again() {
    tale.hears(new RefundRefused(1)).hears(new AttentionRaised()).hears(new Resolved());
    assertThat(tale.state()).isInstanceOf(Closed.class);
    assertThat(tale.hears(new OperatorRetried()).state()).isInstanceOf(Closed.class);
  }
}
