package io.orderflow.refund;

import io.orderflow.fulfillment.Reporter;
import io.orderflow.fulfillment.UndoPatience;
import io.orderflow.onerow.Outbox;
import io.orderflow.onerow.SimulatedRows;
import java.time.Clock;

/** The production sagas that give back unexpected charges, and their errand. */
public final class SimulatedRefunds {

  private SimulatedRefunds() {}

  public static SimulatedRows<?, ?> rows(
      Clock clock, Refunds refunds, Reporter reporter, Outbox outbox, UndoPatience patience) {
    var rows =
        new SimulatedRows<>(
            new UnexpectedPaymentKind(),
            new UnexpectedPayment(patience),
            clock,
            (UnexpectedPaymentDocument before, Object heard) -> {});
    rows.employ(new RefundErrand(refunds, reporter, rows.door(outbox), patience.backoff()));
    return rows;
  }
}
