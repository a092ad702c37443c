package io.orderflow.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.fulfillment.RecordedFailure;
import io.orderflow.sagastore.StoredForms;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is stored outlives the names of our classes: these words are never to be changed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentDocumentTest {

  private static final UnexpectedPaymentSagaDefinition KIND = new UnexpectedPaymentSagaDefinition();
  private static final Refund REFUND = Refund.first(RefundScenario.NOON);
  private static final Charge CHARGE =
      new Charge(new OrderId(new UUID(0, 1)), new ChargeId("ch_1"), Money.of("25.00", "EUR"));

  @Test
  void every_state_and_every_task_is_stored_under_a_name_of_its_own_for_ever() {
    var refused = REFUND.refusedForGood();
    var documents =
        Map.of(
            "refunding", stored(new RefundState.Refunding(1, REFUND), new RefundAction.Ask(1, 1)),
            "waiting", stored(new RefundState.Waiting(1, REFUND), null),
            "alerting",
                stored(new RefundState.Alerting(1, refused), new RefundAction.RaiseAttention(true)),
            "awaiting-operator", stored(new RefundState.AwaitingOperator(1, refused), null),
            "closed", stored(new RefundState.Closed(1), null));
    new StoredForms<>(KIND, getClass()).areStillInUse(documents);
    assertThat(documents.values().stream().<Class<?>>map(document -> document.state().getClass()))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(RefundState.class));
    assertThat(
            documents.values().stream()
                .map(UnexpectedPaymentDocument::task)
                .filter(Objects::nonNull)
                .<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(RefundAction.Task.class));
  }

  /** Lapsed tasks are looked for by these names. */
  @Test
  void the_names_of_the_lanes_the_table_and_the_token_are_never_changed() {
    var asking = stored(new RefundState.Refunding(1, REFUND), new RefundAction.Ask(1, 1));
    var alerting =
        stored(new RefundState.Alerting(1, REFUND), new RefundAction.RaiseAttention(false));
    assertThat(KIND.lanes()).containsExactlyInAnyOrder("payment", "command");
    assertThat(KIND.laneOf(asking)).isEqualTo("payment");
    assertThat(KIND.laneOf(alerting)).isEqualTo("command");
    assertThat(KIND.name()).isEqualTo("unexpected-payments");
    assertThat(KIND.table().name()).isEqualTo("fulfillment.unexpected_payment");
  }

  private static UnexpectedPaymentDocument stored(
      RefundState state, RefundAction.@Nullable Task task) {
    return new UnexpectedPaymentDocument(
        CHARGE, RefundScenario.NOON, state, task, new RecordedFailure("503", RefundScenario.NOON));
  }
}
