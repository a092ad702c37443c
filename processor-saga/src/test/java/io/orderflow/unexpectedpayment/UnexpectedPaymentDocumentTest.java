package io.orderflow.unexpectedpayment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.fulfillment.CausingEvent;
import io.orderflow.fulfillment.FulfillmentState;
import io.orderflow.fulfillment.FulfillmentState.Backward;
import io.orderflow.fulfillment.FulfillmentState.Closed;
import io.orderflow.fulfillment.FulfillmentState.Phase;
import io.orderflow.fulfillment.LastRecordedFailure;
import io.orderflow.fulfillment.PartnerRequest;
import io.orderflow.partner.payment.Charge;
import io.orderflow.sagastore.StoredForms;
import io.orderflow.unexpectedpayment.UnexpectedPaymentDocument.StoredState;
import java.util.List;
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
  private static final PartnerRequest FIRST = new PartnerRequest(1, 1, RefundScenario.NOON, false);
  private static final PartnerRequest REFUSED = new PartnerRequest(1, 1, RefundScenario.NOON, true);
  private static final Charge CHARGE =
      new Charge(new OrderId(new UUID(0, 1)), new ChargeId("ch_1"), Money.of("25.00", "EUR"));

  @Test
  void every_state_and_every_task_is_stored_under_a_name_of_its_own_for_ever() {
    var documents =
        Map.of(
            "refunding", stored(refunding(Phase.ASKING, FIRST), new RefundTask.Ask(1, 1)),
            "waiting", stored(refunding(Phase.WAITING, FIRST), null),
            "alerting", stored(refunding(Phase.ALERTING, REFUSED), new RefundTask.Alert(true)),
            "awaiting-operator", stored(refunding(Phase.AWAITING_OPERATOR, REFUSED), null),
            "closed", stored(new Closed(), null));
    new StoredForms<>(KIND, getClass()).areStillInUse(documents);
    documents.forEach((name, document) -> assertThat(document.state().is()).isEqualTo(name));
    assertThat(
            documents.values().stream()
                .map(UnexpectedPaymentDocument::task)
                .filter(Objects::nonNull)
                .<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(StoredForms.leaves(RefundTask.class));
  }

  @Test
  void a_stored_state_is_restored_as_it_was() {
    for (var phase : Phase.values()) {
      var state = refunding(phase, REFUSED);
      assertThat(StoredState.of(7, state).restore()).isEqualTo(state);
    }
    assertThat(StoredState.of(7, new Closed()).restore()).isEqualTo(new Closed());
  }

  @Test
  void what_led_to_a_state_is_stored_with_it() {
    var waiting = stored(refunding(Phase.WAITING, FIRST), null);
    var caused =
        new UnexpectedPaymentDocument(
            waiting.charge(),
            waiting.reportedAt(),
            waiting.state(),
            null,
            waiting.lastFailure(),
            new CausingEvent(3, "4bf92f3577b34da6a3ce929d0e0e4736", null));
    var traced =
        new UnexpectedPaymentDocument(
            waiting.charge(),
            waiting.reportedAt(),
            waiting.state(),
            null,
            waiting.lastFailure(),
            new CausingEvent(
                3,
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    new StoredForms<>(KIND, getClass()).areStillInUse(Map.of("caused", caused, "traced", traced));
  }

  /** Lapsed tasks are looked for by these names. */
  @Test
  void the_names_of_the_lanes_the_table_and_the_token_are_never_changed() {
    var asking = stored(refunding(Phase.ASKING, FIRST), new RefundTask.Ask(1, 1));
    var alerting = stored(refunding(Phase.ALERTING, FIRST), new RefundTask.Alert(false));
    assertThat(KIND.lanes()).containsExactlyInAnyOrder("payment", "command");
    assertThat(KIND.laneOf(asking)).isEqualTo("payment");
    assertThat(KIND.laneOf(alerting)).isEqualTo("command");
    assertThat(KIND.name()).isEqualTo("unexpected-payments");
    assertThat(KIND.table().name()).isEqualTo("fulfillment.unexpected_payment");
  }

  private static Backward refunding(Phase phase, PartnerRequest request) {
    return new Backward(Step.PAYMENT, List.of(), phase, request);
  }

  private static UnexpectedPaymentDocument stored(
      FulfillmentState state, @Nullable RefundTask task) {
    return new UnexpectedPaymentDocument(
        CHARGE,
        RefundScenario.NOON,
        StoredState.of(1, state),
        task,
        new LastRecordedFailure("503", RefundScenario.NOON),
        null);
  }
}
