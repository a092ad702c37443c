package io.orderflow.unexpectedpayment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.engine.TestDatabase;
import io.orderflow.sagastore.EarlierVersion;
import io.orderflow.sagastore.StoredForms;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Refunds that were overdue when they still waited for a person: an upgrade has them tried on. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OverdueRefundsTest {

  private static final ChargeId OVERDUE = new ChargeId("ch_1");
  private static final ChargeId REFUSED = new ChargeId("ch_2");
  private final String database = TestDatabase.createUrl();

  @Test
  void what_was_overdue_is_tried_at_once_and_what_was_refused_goes_on_waiting() {
    var kind = new UnexpectedPaymentSagaDefinition();
    var stored = new StoredForms<>(kind, getClass());
    var earlier = new EarlierVersion(database, "6");
    earlier.leave(kind, OVERDUE.value(), stored.file("awaiting-operator-overdue"));
    earlier.leave(
        kind,
        REFUSED.value(),
        stored.file("awaiting-operator").replace(OVERDUE.value(), REFUSED.value()));
    try (var node = RefundNode.start(database)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(node.till().asked(OVERDUE, 1)).isOne());
      assertThat(node.till().asked(REFUSED, 1)).isZero();
      assertThat(
              node.number(
                  "select count(*) from fulfillment.unexpected_payment where charge_id = ?"
                      + " and document->'state'->>'is' = 'awaiting-operator'"
                      + " and deadline_at > now() + interval '1 hour'",
                  REFUSED.value()))
          .isOne();
    }
  }
}
