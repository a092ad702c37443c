package io.orderflow.unexpectedpayment;

import io.orderflow.fulfillment.PartnerCaller;
import io.orderflow.fulfillment.PartnerRequestLifecycle;
import io.orderflow.partner.payment.RefundPartner;
import io.orderflow.sagastore.Outbox;
import io.orderflow.sagastore.SimulatedRows;
import java.time.Clock;
import java.util.List;

/** The production sagas of refunds with their workers. */
public final class SimulatedRefunds {

  private SimulatedRefunds() {}

  public static SimulatedRows<?, ?> rows(
      Clock clock,
      RefundPartner refundPartner,
      PartnerCaller partnerCaller,
      Outbox outbox,
      PartnerRequestLifecycle requests) {
    var rows =
        new SimulatedRows<>(
            new UnexpectedPaymentSagaDefinition(),
            List.of(new UnexpectedPaymentRefund(requests)),
            clock,
            (UnexpectedPaymentDocument before, Object message) -> {});
    rows.handleTasksWith(
        new RefundTaskHandler(refundPartner, partnerCaller, rows.messenger(outbox)));
    return rows;
  }
}
