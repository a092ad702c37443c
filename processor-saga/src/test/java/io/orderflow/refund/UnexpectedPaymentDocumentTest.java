package io.orderflow.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.fulfillment.RecordedFailure;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is stored outlives the names of our classes: these words are never to be changed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnexpectedPaymentDocumentTest {

  private static final JsonMapper JSON = UnexpectedPaymentDocument.mapper();
  private static final Refund REFUND = Refund.first(Tale.NOON);
  private static final Charge CHARGE =
      new Charge(new OrderId(new UUID(0, 1)), new ChargeId("ch_1"), Money.of("25.00", "EUR"));

  @Test
  void a_row_written_by_an_earlier_version_is_read() {
    var stored =
        """
        {"charge": {"orderId": "00000000-0000-0000-0000-000000000001", "chargeId": "ch_1",
                    "amount": {"amount": "25.00", "currency": "EUR"}},
         "state": {"is": "refunding", "turn": 1, "refund": {"requestNo": 1, "attempt": 1,
                   "overdueAt": "2026-01-01T12:00:00Z", "refused": false}},
         "task": {"is": "ask", "requestNo": 1, "attempt": 1},
         "lastFailure": {"error": "503", "at": "2026-01-01T12:00:00Z"}}
        """;
    var document =
        new UnexpectedPaymentDocument(
            CHARGE,
            new State.Refunding(1, REFUND),
            new Action.Ask(1, 1),
            new RecordedFailure("503", Tale.NOON));
    assertThat(JSON.readValue(stored, UnexpectedPaymentDocument.class)).isEqualTo(document);
    assertThat(JSON.readTree(JSON.writeValueAsString(document))).isEqualTo(JSON.readTree(stored));
  }

  @Test
  void every_state_and_every_task_has_a_name_of_its_own_and_comes_back_as_it_was() {
    var states =
        List.of(
            new State.Refunding(1, REFUND),
            new State.Waiting(1, REFUND),
            new State.Alerting(1, REFUND),
            new State.AwaitingOperator(1, REFUND),
            new State.Closed(1));
    assertThat(states.stream().map(state -> nameAt("/state", state, null)))
        .containsExactly("refunding", "waiting", "alerting", "awaiting-operator", "closed");
    var tasks = List.of(new Action.Ask(1, 1), new Action.RaiseAttention(true));
    assertThat(tasks.stream().map(task -> nameAt("/task", states.getFirst(), task)))
        .containsExactly("ask", "raise-attention");
  }

  private static String nameAt(String place, State state, Action.@Nullable Task task) {
    var document = new UnexpectedPaymentDocument(CHARGE, state, task, null);
    var json = JSON.writeValueAsString(document);
    assertThat(JSON.readValue(json, UnexpectedPaymentDocument.class)).isEqualTo(document);
    return JSON.readTree(json).at(place + "/is").asString();
  }
}
