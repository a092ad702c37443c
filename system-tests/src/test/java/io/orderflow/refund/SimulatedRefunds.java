package io.orderflow.refund;

import io.orderflow.fulfillment.PartnerCaller;
import io.orderflow.fulfillment.UndoPatience;
import io.orderflow.sagastore.Outbox;
import io.orderflow.sagastore.SimulatedRows;
import java.time.Clock;

/** The production sagas that give back unexpected charges, and their errand. */
public final class SimulatedRefunds {

  private SimulatedRefunds() {}

  public static SimulatedRows<?, ?> rows(
      Clock clock,
      RefundPartner refundPartner,
      PartnerCaller partnerCaller,
      Outbox outbox,
      UndoPatience patience) {
    var rows =
        new SimulatedRows<>(
            new UnexpectedPaymentSagaDefinition(),
            new UnexpectedPayment(patience),
            clock,
            (UnexpectedPaymentDocument before, Object heard) -> {});
    rows.employ(
        new RefundTaskHandler(refundPartner, partnerCaller, rows.door(outbox), patience.backoff()));
    return rows;
  }
}
