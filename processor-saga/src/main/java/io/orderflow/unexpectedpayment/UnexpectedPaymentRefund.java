package io.orderflow.unexpectedpayment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.Decision;
import io.orderflow.fulfillment.FulfillmentSignal;
import io.orderflow.fulfillment.FulfillmentSignal.*;
import io.orderflow.fulfillment.FulfillmentState;
import io.orderflow.fulfillment.FulfillmentState.InProgress;
import io.orderflow.fulfillment.PartnerRequestLifecycle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that refunds one charge that no order asked for; pure like Fulfillment. To it
 * the refund is the undo of a payment, after which nothing is left to undo. It ends only when the
 * money has gone back.
 */
record UnexpectedPaymentRefund(PartnerRequestLifecycle requests) {

  Decision begin(Instant now) {
    return requests.undo(Step.PAYMENT, List.of(), now);
  }

  /** Null if the signal changes nothing. */
  @Nullable Decision decide(FulfillmentState state, FulfillmentSignal signal, Instant now) {
    if (!(state instanceof InProgress refund)) {
      return null;
    }
    return switch (signal) {
      case Compensated(var step) when step == refund.step() -> Decision.close();
      case OperatorResolved(var step) when step == refund.step() -> Decision.close();
      case RequestSignal ofRequest -> requests.decide(refund, ofRequest, now);

      case Compensated _, OperatorResolved _ -> null;
      case Succeeded _, Reversed _, Overruled _, Ended _ -> null; // of the order, not of the charge
    };
  }
}
