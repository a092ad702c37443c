package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.FulfillmentSignal.DeadlineExpired;
import io.orderflow.fulfillment.FulfillmentState.InProgress;
import io.orderflow.fulfillment.FulfillmentState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What an operator's pause of a partner means to the requests that wait for it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PausedPartnerTest {

  private static final Instant NOON = FulfillmentScenario.NOON;

  private final InProgress paying = (InProgress) new FulfillmentScenario().at(Step.PAYMENT).state();
  private final Instant overdueAt = paying.request().overdueAt();

  @Test
  void a_request_whose_partner_is_paused_is_not_given_up_and_asks_for_the_same() {
    var decision = expired(paying, overdueAt, overdueAt);

    assertThat(decision.task()).isEqualTo(FulfillmentTask.asking(paying));
    assertThat(decision.next())
        .isEqualTo(
            paying.with(
                Phase.ASKING, new PartnerRequest(1, 1, overdueAt.plus(timeLimit()), false)));
    assertThat(decision.deadline()).isEqualTo(overdueAt.plus(timeLimit()));
  }

  @Test
  void a_request_that_waits_for_its_next_attempt_is_not_given_up_either() {
    var waiting = paying.with(Phase.WAITING, paying.request());

    assertThat(expired(waiting, overdueAt, overdueAt).next())
        .isInstanceOfSatisfying(
            InProgress.class, next -> assertThat(next.phase()).isEqualTo(Phase.ASKING));
  }

  @Test
  void a_request_has_its_whole_time_limit_from_the_end_of_the_pause() {
    var resumed = overdueAt.minusSeconds(1);

    assertThat(expired(paying, resumed, overdueAt).deadline()).isEqualTo(resumed.plus(timeLimit()));
  }

  @Test
  void a_pause_that_ended_a_time_limit_ago_spares_nothing() {
    var resumed = overdueAt.minus(timeLimit());

    assertThat(expired(paying, resumed, overdueAt).next())
        .isEqualTo(paying.with(Phase.GIVING_UP, paying.request()));
    assertThat(expired(paying, null, overdueAt).next())
        .isEqualTo(paying.with(Phase.GIVING_UP, paying.request()));
  }

  @Test
  void what_was_given_up_before_the_pause_stays_given_up() {
    var givingUp = paying.with(Phase.GIVING_UP, paying.request());

    assertThat(expired(givingUp, overdueAt, overdueAt).task())
        .isEqualTo(new FulfillmentTask.Abandon(Step.PAYMENT));
  }

  @Test
  void an_undo_is_not_overdue_during_a_pause() {
    var undoing =
        new FulfillmentState.Backward(
            Step.PAYMENT, List.of(Step.STOCK), Phase.ASKING, paying.request());

    assertThat(expired(undoing, overdueAt, overdueAt).task())
        .isEqualTo(FulfillmentTask.asking(undoing));
  }

  private Duration timeLimit() {
    return FulfillmentScenario.TIMEOUTS.of(Step.PAYMENT);
  }

  private static Decision expired(
      FulfillmentState state, @Nullable Instant pausedUntil, Instant at) {
    assertThat(at).isAfter(NOON);
    return Objects.requireNonNull(
        FulfillmentScenario.FULFILLMENT.decide(state, new DeadlineExpired(pausedUntil), at));
  }
}
