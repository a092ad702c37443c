package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.engine.origin.Origin;
import io.orderflow.sagastore.SagaMessenger;
import io.orderflow.sagastore.TaskHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks the partner and reports to the order, or sends the order a command. */
class FulfillmentTaskHandler implements TaskHandler<FulfillmentDocument> {

  private final Map<Step, PartnerStep> partners;
  private final PartnerCaller partnerCaller;
  private final SagaMessenger messenger;

  FulfillmentTaskHandler(
      List<PartnerStep> partners, PartnerCaller partnerCaller, SagaMessenger messenger) {
    this.partners =
        partners.stream()
            .collect(Collectors.toUnmodifiableMap(PartnerStep::step, Function.identity()));
    this.partnerCaller = partnerCaller;
    this.messenger = messenger;
  }

  @Override
  public void run(FulfillmentDocument document) {
    var order = document.order();
    var id = order.orderId();
    switch (document.requiredTask()) {
      case FulfillmentTask.RequestStep(var step, var no, var number) ->
          ask(
              document,
              new Attempt(Attempt.Kind.REQUEST, step, null, no, number),
              () -> partner(step).request(order, no));
      case FulfillmentTask.CompensateStep(var step, var no, var number) ->
          ask(
              document,
              new Attempt(Attempt.Kind.COMPENSATION, step, null, no, number),
              () -> partner(step).undo(order, no));
      case FulfillmentTask.Abandon(var step) ->
          partnerCaller.send(
              new OrderCommand.AbandonStep(id, step, step + " gave no answer in time"),
              origin(document, Origin.Cause.DEADLINE));
      case FulfillmentTask.RaiseAttention(var kind, var step, var refused) ->
          partnerCaller.send(
              new OrderCommand.RaiseAttention(id, kind, step, null, reason(kind, step, refused)),
              origin(document, refused ? Origin.Cause.EVENT : Origin.Cause.DEADLINE));
      case FulfillmentTask.CompleteCancellation() ->
          partnerCaller.send(
              new OrderCommand.CompleteCancellation(id), origin(document, Origin.Cause.EVENT));
    }
  }

  private void ask(FulfillmentDocument document, Attempt attempt, Supplier<PartnerAnswer> partner) {
    var order = document.order();
    partnerCaller.ask(
        new AttemptContext(
            order.orderId(), attempt, order.placedAt(), document.lastFailure(), document.cause()),
        partner,
        signal -> messenger.deliver(document.orderId(), signal));
  }

  private static Origin origin(FulfillmentDocument document, Origin.Cause cause) {
    return CausingEvent.origin(cause, document.cause());
  }

  private PartnerStep partner(Step step) {
    return Optional.ofNullable(partners.get(step))
        .orElseThrow(() -> new IllegalStateException("no partner serves " + step));
  }

  private static String reason(Attempt.Kind kind, Step step, boolean refused) {
    return switch (kind) {
      case REQUEST -> step + " is overdue";
      case COMPENSATION -> "undoing " + step + (refused ? " was refused" : " is overdue");
    };
  }
}
