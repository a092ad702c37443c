package io.orderflow.refund;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.fulfillment.Backoff;
import io.orderflow.fulfillment.PartnerCaller;
import io.orderflow.sagastore.SagaMessenger;
import io.orderflow.sagastore.TaskHandler;
import java.time.Instant;

/** What a worker does for a refund: asks for it, or tells a person. */
class RefundTaskHandler implements TaskHandler<UnexpectedPaymentDocument> {

  private final RefundPartner refundPartner;
  private final PartnerCaller partnerCaller;
  private final SagaMessenger door;
  private final Backoff backoff;

  RefundTaskHandler(
      RefundPartner refundPartner,
      PartnerCaller partnerCaller,
      SagaMessenger door,
      Backoff backoff) {
    this.refundPartner = refundPartner;
    this.partnerCaller = partnerCaller;
    this.door = door;
    this.backoff = backoff;
  }

  @Override
  public void run(UnexpectedPaymentDocument document) {
    var charge = document.charge();
    var id = charge.chargeId();
    switch (document.requiredTask()) {
      case RefundAction.Ask(var no, var number) -> {
        var attempt = new Attempt(Attempt.Kind.COMPENSATION, Step.PAYMENT, id, no, number);
        partnerCaller.ask(
            new PartnerCaller.Try(
                charge.orderId(), attempt, document.reportedAt(), document.lastFailure(), backoff),
            () -> refundPartner.refund(charge, no),
            new ToSaga(door, id));
      }
      case RefundAction.RaiseAttention(var refused) ->
          partnerCaller.send(
              new OrderCommand.RaiseAttention(
                  charge.orderId(),
                  Attempt.Kind.COMPENSATION,
                  Step.PAYMENT,
                  id,
                  "refunding " + id + (refused ? " was refused" : " is overdue")));
    }
  }

  private record ToSaga(SagaMessenger door, ChargeId id) implements PartnerCaller.Aside {

    @Override
    public void accepted(Attempt attempt) {
      door.tell(id.value(), new RefundSignal.Accepted(attempt.requestNo(), attempt.number()));
    }

    @Override
    public void failed(Attempt attempt, Instant nextAttemptAt) {
      door.tell(
          id.value(),
          new RefundSignal.AttemptFailed(attempt.requestNo(), attempt.number(), nextAttemptAt));
    }
  }
}
