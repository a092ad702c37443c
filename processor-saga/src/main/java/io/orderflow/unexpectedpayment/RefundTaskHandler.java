package io.orderflow.unexpectedpayment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.engine.origin.Origin;
import io.orderflow.fulfillment.AttemptContext;
import io.orderflow.fulfillment.CausingEvent;
import io.orderflow.fulfillment.PartnerCaller;
import io.orderflow.partner.payment.RefundPartner;
import io.orderflow.sagastore.SagaMessenger;
import io.orderflow.sagastore.TaskHandler;

/** Asks for the refund, or alerts an operator. */
class RefundTaskHandler implements TaskHandler<UnexpectedPaymentDocument> {

  private final RefundPartner refundPartner;
  private final PartnerCaller partnerCaller;
  private final SagaMessenger messenger;

  RefundTaskHandler(
      RefundPartner refundPartner, PartnerCaller partnerCaller, SagaMessenger messenger) {
    this.refundPartner = refundPartner;
    this.partnerCaller = partnerCaller;
    this.messenger = messenger;
  }

  @Override
  public void run(UnexpectedPaymentDocument document) {
    var charge = document.charge();
    var id = charge.chargeId();
    switch (document.requiredTask()) {
      case RefundTask.Ask(var no, var number) -> {
        var attempt = new Attempt(Attempt.Kind.COMPENSATION, Step.PAYMENT, id, no, number);
        partnerCaller.ask(
            new AttemptContext(
                charge.orderId(),
                attempt,
                document.reportedAt(),
                document.lastFailure(),
                document.cause()),
            () -> refundPartner.refund(charge, no),
            signal -> messenger.deliver(id.value(), signal));
      }
      case RefundTask.Alert(var refused) ->
          partnerCaller.send(
              new OrderCommand.RaiseAttention(
                  charge.orderId(),
                  Attempt.Kind.COMPENSATION,
                  Step.PAYMENT,
                  id,
                  "refunding " + id + (refused ? " was refused" : " is overdue")),
              CausingEvent.origin(
                  refused ? Origin.Cause.EVENT : Origin.Cause.DEADLINE, document.cause()));
    }
  }
}
