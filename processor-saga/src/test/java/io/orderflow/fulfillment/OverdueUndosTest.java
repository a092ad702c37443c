package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.engine.TestDatabase;
import io.orderflow.sagastore.EarlierVersion;
import io.orderflow.sagastore.StoredForms;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Undos that were overdue when they still waited for a person: an upgrade has them tried on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OverdueUndosTest {

  private static final OrderId OVERDUE = new OrderId(new UUID(0, 1));
  private static final OrderId REFUSED = new OrderId(new UUID(0, 2));
  private final String database = TestDatabase.createUrl();

  @Test
  void what_was_overdue_is_tried_at_once_and_what_was_refused_goes_on_waiting() {
    var kind = new FulfillmentSagaDefinition();
    var stored = new StoredForms<>(kind, getClass());
    var earlier = new EarlierVersion(database, "6");
    earlier.leave(kind, OVERDUE.toString(), stored.file("awaiting-operator-overdue"));
    earlier.leave(
        kind,
        REFUSED.toString(),
        stored.file("awaiting-operator").replace(OVERDUE.toString(), REFUSED.toString()));
    try (var node = FulfillmentNode.start(database)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(node.undone(OVERDUE, Step.PAYMENT)).isOne());
      assertThat(node.undone(REFUSED, Step.PAYMENT)).isZero();
      assertThat(
              node.number(
                  "select count(*) from fulfillment.fulfillment where order_id = '"
                      + REFUSED
                      + "' and document->'state'->>'is' = 'awaiting-operator'"
                      + " and deadline_at > now() + interval '1 hour'"))
          .isOne();
    }
  }
}
