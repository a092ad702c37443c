package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.Step;
import io.orderflow.fulfillment.FulfillmentDocument.StoredState;
import io.orderflow.fulfillment.FulfillmentState.Backward;
import io.orderflow.fulfillment.FulfillmentState.Closed;
import io.orderflow.fulfillment.FulfillmentState.Completing;
import io.orderflow.fulfillment.FulfillmentState.Forward;
import io.orderflow.fulfillment.FulfillmentState.Phase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepMetersTest {

  private static final Instant BEGUN = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant ENDED = BEGUN.plusSeconds(7);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StepMeters meters = new StepMeters();

  @BeforeEach
  void bind() {
    meters.bindTo(registry);
  }

  @Test
  void a_step_is_timed_from_its_beginning_to_what_comes_after_it() {
    moves(forward(Step.PAYMENT), forward(Step.PROCESSING), true);
    moves(forward(Step.DELIVERY), new Closed(), true);
    moves(forward(Step.SHIPPING), backward(Step.SHIPPING), true);
    moves(forward(Step.STOCK), new Completing(), true);
    moves(backward(Step.PAYMENT), backward(Step.STOCK), true);
    moves(backward(Step.STOCK), new Completing(), true);

    assertTimed(Step.PAYMENT, "succeeded");
    assertTimed(Step.DELIVERY, "succeeded");
    assertTimed(Step.SHIPPING, "cancelled");
    assertTimed(Step.STOCK, "cancelled");
    assertTimed(Step.PAYMENT, "undone");
    assertTimed(Step.STOCK, "undone");
    assertThat(timed()).isEqualTo(6);
  }

  @Test
  void what_goes_on_or_is_rolled_back_or_was_begun_before_this_was_kept_is_not_timed() {
    moves(forward(Step.PAYMENT), forward(Step.PAYMENT), true);
    moves(forward(Step.PAYMENT), forward(Step.PROCESSING), false);
    moves(stored(forward(Step.PAYMENT), null), forward(Step.PROCESSING), true);
    moves(new Completing(), new Closed(), true);

    assertThat(timed()).isZero();
  }

  @Test
  void a_retry_goes_on_from_the_same_beginning_and_the_next_step_from_its_own() {
    var begun = stored(forward(Step.PAYMENT), BEGUN);
    assertThat(begun.after(new Decision(forward(Step.PAYMENT), null, ENDED), ENDED).since())
        .isEqualTo(BEGUN);
    assertThat(begun.after(new Decision(forward(Step.PROCESSING), null, ENDED), ENDED).since())
        .isEqualTo(ENDED);
    assertThat(begun.after(new Decision(backward(Step.PAYMENT), null, ENDED), ENDED).since())
        .isEqualTo(ENDED);
  }

  private void moves(FulfillmentState before, FulfillmentState after, boolean commits) {
    moves(stored(before, BEGUN), after, commits);
  }

  private void moves(FulfillmentDocument before, FulfillmentState after, boolean commits) {
    var unitOfWork =
        DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("what led to it"));
    meters.record(before, stored(after, ENDED), ENDED);
    if (commits) {
      unitOfWork.commit();
    } else {
      unitOfWork.rollback();
    }
  }

  private void assertTimed(Step step, String outcome) {
    var timer =
        registry
            .get("orderflow.step.duration")
            .tag("step", step.name())
            .tag("outcome", outcome)
            .timer();
    assertThat(timer.count()).isEqualTo(1);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(7.0);
  }

  private long timed() {
    return registry.get("orderflow.step.duration").timers().stream().mapToLong(Timer::count).sum();
  }

  private static Forward forward(Step step) {
    return new Forward(step, Phase.WAITING, PartnerRequest.first(ENDED));
  }

  private static Backward backward(Step step) {
    return new Backward(step, List.of(), Phase.WAITING, PartnerRequest.first(ENDED));
  }

  private static FulfillmentDocument stored(FulfillmentState state, @Nullable Instant since) {
    return new FulfillmentDocument(
        FulfillmentDocumentTest.NEW_ORDER, StoredState.of(1, state), null, null, null, since);
  }
}
