package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderLine;
import io.orderflow.fulfillment.FulfillmentDocument.StoredState;
import io.orderflow.fulfillment.FulfillmentState.*;
import io.orderflow.fulfillment.FulfillmentTask.*;
import io.orderflow.sagastore.StoredForms;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is stored outlives the names of our classes: a renamed one strands no order under way. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentDocumentTest {

  private static final FulfillmentSagaDefinition KIND = new FulfillmentSagaDefinition();
  static final OrderFacts NEW_ORDER =
      new OrderFacts(
          new OrderId(new UUID(0, 1)),
          List.of(
              new OrderLine(new Sku("mouse"), "Mouse", new Quantity(2), Money.of("12.50", "EUR"))),
          Money.of("25.00", "EUR"),
          new PaymentMethod("pm_card_ok"),
          null,
          FulfillmentScenario.NOON);
  private static final OrderFacts PAID = NEW_ORDER.paidBy(new ChargeId("ch_1"));
  private static final PartnerRequest FIRST = PartnerRequest.first(FulfillmentScenario.NOON);

  @Test
  void every_state_is_stored_under_a_name_of_its_own_for_ever() {
    var states =
        Map.of(
            "asking", stored(2, requesting(Phase.ASKING), new RequestStep(Step.PAYMENT, 1, 1)),
            "waiting",
                stored(3, new Forward(Step.PAYMENT, Phase.WAITING, FIRST.nextAttempt()), null),
            "giving-up", stored(4, requesting(Phase.GIVING_UP), new Abandon(Step.PAYMENT)),
            "alerting", stored(5, undoing(Phase.ALERTING, FIRST.refusedForGood()), attention(true)),
            "awaiting-operator",
                stored(6, undoing(Phase.AWAITING_OPERATOR, FIRST.refusedForGood()), null),
            "completing", stored(7, new Completing(), new CompleteCancellation()),
            "closed", stored(8, new Closed(), null));
    new StoredForms<>(KIND, getClass()).areStillInUse(states);
    assertThat(states).hasSize(Phase.values().length + 2);
    states.forEach((name, document) -> assertThat(document.state().is()).isEqualTo(name));
  }

  @Test
  void a_stored_state_is_restored_as_it_was() {
    for (var state : FulfillmentSweepTest.states()) {
      assertThat(StoredState.of(7, state).restore()).isEqualTo(state);
    }
  }

  @Test
  void every_task_is_stored_under_a_name_of_its_own_for_ever() {
    var asking = undoing(Phase.ASKING, FIRST);
    var tasks =
        Map.of(
            "task-request", stored(2, asking, new RequestStep(Step.PAYMENT, 2, 3)),
            "task-compensate", stored(2, asking, new CompensateStep(Step.PAYMENT, 2, 3)),
            "task-abandon", stored(2, asking, new Abandon(Step.PAYMENT)),
            "task-raise-attention", stored(2, asking, attention(false)),
            "task-complete-cancellation", stored(2, asking, new CompleteCancellation()));
    new StoredForms<>(KIND, getClass()).areStillInUse(tasks);
    assertThat(
            tasks.values().stream()
                .<Class<?>>map(document -> Objects.requireNonNull(document.task()).getClass()))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(FulfillmentTask.class));
  }

  @Test
  void every_step_is_stored_under_a_name_of_its_own_for_ever() {
    var steps = new LinkedHashMap<String, FulfillmentDocument>();
    for (var step : Step.values()) {
      var name = "step-" + step.name().toLowerCase(Locale.ROOT);
      steps.put(name, stored(2, new Forward(step, Phase.WAITING, FIRST), null));
    }
    new StoredForms<>(KIND, getClass()).areStillInUse(steps);
    assertThat(steps.keySet())
        .containsExactly(
            "step-stock", "step-payment", "step-processing", "step-shipping", "step-delivery");
  }

  @Test
  void an_order_that_is_not_paid_yet_and_has_never_failed_is_stored_without_either() {
    var fresh =
        new FulfillmentDocument(
            NEW_ORDER, StoredState.of(2, requesting(Phase.WAITING)), null, null, null, null);
    new StoredForms<>(KIND, getClass()).areStillInUse(Map.of("fresh", fresh));
  }

  @Test
  void what_led_to_a_state_is_stored_with_it() {
    var caused =
        new FulfillmentDocument(
            NEW_ORDER,
            StoredState.of(2, requesting(Phase.WAITING)),
            null,
            null,
            new CausingEvent(3, "4bf92f3577b34da6a3ce929d0e0e4736", null),
            null);
    new StoredForms<>(KIND, getClass()).areStillInUse(Map.of("caused", caused));
  }

  @Test
  void where_traces_are_recorded_that_of_the_cause_is_stored_with_it() {
    var traced =
        new FulfillmentDocument(
            NEW_ORDER,
            StoredState.of(2, requesting(Phase.WAITING)),
            null,
            null,
            new CausingEvent(
                3,
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            null);
    new StoredForms<>(KIND, getClass()).areStillInUse(Map.of("traced", traced));
  }

  @Test
  void when_a_step_was_begun_is_stored_with_it() {
    var begun =
        new FulfillmentDocument(
            NEW_ORDER,
            StoredState.of(2, requesting(Phase.WAITING)),
            null,
            null,
            null,
            FulfillmentScenario.NOON);
    new StoredForms<>(KIND, getClass()).areStillInUse(Map.of("begun", begun));
  }

  /** Lapsed tasks are looked for by these names. */
  @Test
  void the_names_of_the_lanes_the_table_and_the_token_are_never_changed() {
    assertThat(KIND.lanes())
        .containsExactlyInAnyOrder("stock", "payment", "processing", "shipping", "command");
    assertThat(KIND.name()).isEqualTo("fulfillment");
    assertThat(KIND.table().name()).isEqualTo("fulfillment.fulfillment");
  }

  @Test
  void the_lane_of_a_task_is_that_of_the_partner_it_is_for() {
    assertThat(Arrays.stream(Step.values()).map(step -> lane(new RequestStep(step, 1, 1))))
        .containsExactly("stock", "payment", "processing", "shipping", "shipping");
    assertThat(Arrays.stream(Step.values()).map(step -> lane(new CompensateStep(step, 1, 1))))
        .containsExactly("stock", "payment", "processing", "shipping", "shipping");
    assertThat(
            List.of(
                lane(attention(true)),
                lane(new Abandon(Step.STOCK)),
                lane(new CompleteCancellation())))
        .containsOnly("command");
  }

  private static String lane(FulfillmentTask task) {
    return KIND.laneOf(stored(1, requesting(Phase.ASKING), task));
  }

  private static RaiseAttention attention(boolean refused) {
    return new RaiseAttention(Attempt.Kind.COMPENSATION, Step.PAYMENT, refused);
  }

  private static Forward requesting(Phase phase) {
    return new Forward(Step.PAYMENT, phase, FIRST);
  }

  private static Backward undoing(Phase phase, PartnerRequest request) {
    return new Backward(Step.PAYMENT, List.of(Step.STOCK), phase, request);
  }

  private static FulfillmentDocument stored(
      long turn, FulfillmentState state, @Nullable FulfillmentTask task) {
    return new FulfillmentDocument(
        PAID,
        StoredState.of(turn, state),
        task,
        new LastRecordedFailure("answered 503", FulfillmentScenario.NOON),
        null,
        null);
  }
}
