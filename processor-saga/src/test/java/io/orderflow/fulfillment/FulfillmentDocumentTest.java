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
  private static final OrderFacts NEW_ORDER =
      new OrderFacts(
          new OrderId(new UUID(0, 1)),
          List.of(
              new OrderLine(new Sku("mouse"), "Mouse", new Quantity(2), Money.of("12.50", "EUR"))),
          Money.of("25.00", "EUR"),
          new PaymentMethod("pm_card_ok"),
          null,
          FulfillmentScenario.NOON);
  private static final OrderFacts PAID = NEW_ORDER.paidBy(new ChargeId("ch_1"));
  private static final Work REQUEST = Work.request(Step.PAYMENT, FulfillmentScenario.NOON);
  private static final Work UNDO =
      Work.undo(Step.PAYMENT, List.of(Step.STOCK), FulfillmentScenario.NOON);

  @Test
  void every_state_is_stored_under_a_name_of_its_own_for_ever() {
    var states =
        Map.of(
            "asking",
                stored(
                    new FulfillmentState.Asking(2, REQUEST),
                    new FulfillmentAction.Request(Step.PAYMENT, 1, 1)),
            "waiting", stored(new FulfillmentState.Waiting(3, REQUEST.nextTry()), null),
            "giving-up",
                stored(
                    new FulfillmentState.GivingUp(4, REQUEST),
                    new FulfillmentAction.Abandon(Step.PAYMENT)),
            "alerting",
                stored(new FulfillmentState.Alerting(5, UNDO.refusedForGood()), attention(true)),
            "awaiting-operator",
                stored(new FulfillmentState.AwaitingOperator(6, UNDO.refusedForGood()), null),
            "completing",
                stored(
                    new FulfillmentState.Completing(7),
                    new FulfillmentAction.CompleteCancellation()),
            "closed", stored(new FulfillmentState.Closed(8), null));
    new StoredForms<>(KIND, getClass()).areStillInUse(states);
    assertThat(states.values().stream().<Class<?>>map(document -> document.state().getClass()))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(FulfillmentState.class));
  }

  @Test
  void every_task_is_stored_under_a_name_of_its_own_for_ever() {
    var asking = new FulfillmentState.Asking(2, UNDO);
    var tasks =
        Map.of(
            "task-request", stored(asking, new FulfillmentAction.Request(Step.PAYMENT, 2, 3)),
            "task-compensate", stored(asking, new FulfillmentAction.Compensate(Step.PAYMENT, 2, 3)),
            "task-abandon", stored(asking, new FulfillmentAction.Abandon(Step.PAYMENT)),
            "task-raise-attention", stored(asking, attention(false)),
            "task-complete-cancellation",
                stored(asking, new FulfillmentAction.CompleteCancellation()));
    new StoredForms<>(KIND, getClass()).areStillInUse(tasks);
    assertThat(
            tasks.values().stream()
                .<Class<?>>map(document -> Objects.requireNonNull(document.task()).getClass()))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(FulfillmentAction.Task.class));
  }

  @Test
  void every_step_is_stored_under_a_name_of_its_own_for_ever() {
    var steps = new LinkedHashMap<String, FulfillmentDocument>();
    for (var step : Step.values()) {
      var name = "step-" + step.name().toLowerCase(Locale.ROOT);
      steps.put(
          name,
          stored(
              new FulfillmentState.Waiting(2, Work.request(step, FulfillmentScenario.NOON)), null));
    }
    new StoredForms<>(KIND, getClass()).areStillInUse(steps);
    assertThat(steps.keySet())
        .containsExactly(
            "step-stock", "step-payment", "step-processing", "step-shipping", "step-delivery");
  }

  @Test
  void an_order_that_is_not_paid_yet_and_has_never_failed_is_stored_without_either() {
    var fresh =
        new FulfillmentDocument(NEW_ORDER, new FulfillmentState.Waiting(2, REQUEST), null, null);
    new StoredForms<>(KIND, getClass()).areStillInUse(Map.of("fresh", fresh));
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
    assertThat(
            Arrays.stream(Step.values())
                .map(step -> lane(new FulfillmentAction.Request(step, 1, 1))))
        .containsExactly("stock", "payment", "processing", "shipping", "shipping");
    assertThat(
            Arrays.stream(Step.values())
                .map(step -> lane(new FulfillmentAction.Compensate(step, 1, 1))))
        .containsExactly("stock", "payment", "processing", "shipping", "shipping");
    assertThat(
            List.of(
                lane(attention(true)),
                lane(new FulfillmentAction.Abandon(Step.STOCK)),
                lane(new FulfillmentAction.CompleteCancellation())))
        .containsOnly("command");
  }

  private static String lane(FulfillmentAction.Task task) {
    return KIND.laneOf(stored(new FulfillmentState.Asking(1, REQUEST), task));
  }

  private static FulfillmentAction.RaiseAttention attention(boolean refused) {
    return new FulfillmentAction.RaiseAttention(Attempt.Kind.COMPENSATION, Step.PAYMENT, refused);
  }

  private static FulfillmentDocument stored(
      FulfillmentState state, FulfillmentAction.@Nullable Task task) {
    return new FulfillmentDocument(
        PAID, state, task, new RecordedFailure("answered 503", FulfillmentScenario.NOON));
  }
}
