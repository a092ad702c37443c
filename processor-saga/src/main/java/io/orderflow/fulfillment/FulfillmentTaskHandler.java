package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.AbandonStep;
import io.orderflow.sagastore.SagaMessenger;
import io.orderflow.sagastore.TaskHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a worker does with one task: asks the partner and reports to the order, or sends the
 * command.
 */
class FulfillmentTaskHandler implements TaskHandler<FulfillmentDocument> {

  private final Map<Step, PartnerStep> partners;
  private final PartnerCaller partnerCaller;
  private final SagaMessenger door;
  private final FulfillmentProperties properties;

  FulfillmentTaskHandler(
      List<PartnerStep> partners,
      PartnerCaller partnerCaller,
      SagaMessenger door,
      FulfillmentProperties properties) {
    this.partners =
        partners.stream()
            .collect(Collectors.toUnmodifiableMap(PartnerStep::step, Function.identity()));
    this.partnerCaller = partnerCaller;
    this.door = door;
    this.properties = properties;
  }

  @Override
  public void run(FulfillmentDocument document) {
    var order = document.order();
    switch (document.requiredTask()) {
      case FulfillmentAction.Request(var step, var no, var number) ->
          ask(
              document,
              new Attempt(Attempt.Kind.REQUEST, step, null, no, number),
              () -> partner(step).request(order, no));
      case FulfillmentAction.Compensate(var step, var no, var number) ->
          ask(
              document,
              new Attempt(Attempt.Kind.COMPENSATION, step, null, no, number),
              () -> partner(step).undo(order, no));
      case FulfillmentAction.Abandon(var step) ->
          partnerCaller.send(
              new AbandonStep(order.orderId(), step, step + " gave no answer in time"));
      case FulfillmentAction.RaiseAttention(var kind, var step, var refused) ->
          partnerCaller.send(
              new OrderCommand.RaiseAttention(
                  order.orderId(), kind, step, null, reason(kind, step, refused)));
      case FulfillmentAction.CompleteCancellation() ->
          partnerCaller.send(new OrderCommand.CompleteCancellation(order.orderId()));
    }
  }

  private void ask(FulfillmentDocument document, Attempt attempt, Supplier<PartnerAnswer> partner) {
    var backoff =
        switch (attempt.kind()) {
          case REQUEST -> properties.backoff(attempt.step());
          case COMPENSATION -> properties.undoBackoff();
        };
    var orderId = document.order().orderId();
    partnerCaller.ask(
        new PartnerCaller.Try(
            orderId, attempt, document.order().placedAt(), document.lastFailure(), backoff),
        partner,
        new ToSaga(door, orderId));
  }

  private PartnerStep partner(Step step) {
    return Optional.ofNullable(partners.get(step))
        .orElseThrow(() -> new IllegalStateException("nobody can be asked for " + step));
  }

  private static String reason(Attempt.Kind kind, Step step, boolean refused) {
    return switch (kind) {
      case REQUEST -> step + " is overdue";
      case COMPENSATION ->
          refused ? "undoing " + step + " was refused" : "undoing " + step + " is overdue";
    };
  }

  private record ToSaga(SagaMessenger door, OrderId orderId) implements PartnerCaller.Aside {

    @Override
    public void accepted(Attempt attempt) {
      door.tell(orderId.toString(), new FulfillmentSignal.Accepted(attempt));
    }

    @Override
    public void failed(Attempt attempt, Instant nextAttemptAt) {
      door.tell(orderId.toString(), new FulfillmentSignal.AttemptFailed(attempt, nextAttemptAt));
    }
  }
}
