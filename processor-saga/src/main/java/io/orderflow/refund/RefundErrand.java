package io.orderflow.refund;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.fulfillment.Backoff;
import io.orderflow.fulfillment.Reporter;
import io.orderflow.onerow.Errand;
import io.orderflow.onerow.SagaDoor;
import java.time.Instant;

/** What a worker does for a refund: asks for it, or tells a person. */
class RefundErrand implements Errand<UnexpectedPaymentDocument> {

  private final Refunds refunds;
  private final Reporter reporter;
  private final SagaDoor door;
  private final Backoff backoff;

  RefundErrand(Refunds refunds, Reporter reporter, SagaDoor door, Backoff backoff) {
    this.refunds = refunds;
    this.reporter = reporter;
    this.door = door;
    this.backoff = backoff;
  }

  @Override
  public void run(UnexpectedPaymentDocument document) {
    var charge = document.charge();
    var id = charge.chargeId();
    switch (document.requiredTask()) {
      case Action.Ask(var no, var number) -> {
        var attempt = new Attempt(Attempt.Kind.COMPENSATION, Step.PAYMENT, id, no, number);
        reporter.ask(
            new Reporter.Try(
                charge.orderId(), attempt, document.reportedAt(), document.lastFailure(), backoff),
            () -> refunds.refund(charge, no),
            new ToSaga(door, id));
      }
      case Action.RaiseAttention(var refused) ->
          reporter.send(
              new OrderCommand.RaiseAttention(
                  charge.orderId(),
                  Attempt.Kind.COMPENSATION,
                  Step.PAYMENT,
                  id,
                  "refunding " + id + (refused ? " was refused" : " is overdue")));
    }
  }

  private record ToSaga(SagaDoor door, ChargeId id) implements Reporter.Aside {

    @Override
    public void accepted(Attempt attempt) {
      door.tell(id.value(), new Signal.Accepted(attempt.requestNo(), attempt.number()));
    }

    @Override
    public void failed(Attempt attempt, Instant nextAttemptAt) {
      door.tell(
          id.value(),
          new Signal.AttemptFailed(attempt.requestNo(), attempt.number(), nextAttemptAt));
    }
  }
}
