package io.orderflow.bulk;

import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderEvent.StepResolved;
import io.orderflow.api.order.OrderEvent.StepRetryRequested;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.bulk.SelectedOrder.SelectedAttention;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.views.history.OrderHistory;
import io.orderflow.views.history.RecordedEvent;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/**
 * Sends the commands of an operation to one order. They are those that an operator sends to a
 * single order, so the order decides about them in the same way, and repeating them is harmless.
 */
@Component
class BulkCommandSender {

  private static final long TIMEOUT_SECONDS = 10;

  private final CommandGateway commands;
  private final OrderHistory history;

  BulkCommandSender(CommandGateway commands, OrderHistory history) {
    this.commands = commands;
    this.history = history;
  }

  /**
   * What the order answers. It fails if the outcome is unknown; then the same may be sent again.
   */
  CompletableFuture<OrderResult> send(BulkOperation operation, SelectedOrder order) {
    var answers =
        commands(operation, order).stream().map(command -> send(operation, command)).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(_ -> OrderResult.of(answers.stream().map(CompletableFuture::join).toList()));
  }

  private static List<OrderCommand> commands(BulkOperation operation, SelectedOrder order) {
    return operation.action() == BulkAction.CANCEL
        ? List.of(new CancelOrder(order.orderId(), Actor.OPERATOR, operation.note()))
        : order.attentions().stream()
            .map(attention -> answer(operation, order, attention))
            .toList();
  }

  private static OrderCommand answer(
      BulkOperation operation, SelectedOrder order, SelectedAttention attention) {
    var id = order.orderId();
    var step = attention.step();
    return operation.action() == BulkAction.RETRY
        ? new RetryStep(id, step, attention.chargeId(), attention.version(), operation.note())
        : new ResolveStep(
            id,
            step,
            attention.chargeId(),
            attention.version(),
            step == Step.SHIPPING ? operation.outcome() : null,
            operation.note());
  }

  private CompletableFuture<OrderResult> send(BulkOperation operation, OrderCommand command) {
    var message =
        GenericCommandMessage.<OrderCommand>asCommandMessage(command)
            .withMetaData(operation.origin().metaData());
    return commands
        .<OrderOutcome>send(message)
        .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .thenApply(outcome -> result(operation, command, Objects.requireNonNull(outcome)))
        .exceptionally(BulkCommandSender::unreadable);
  }

  private OrderResult result(BulkOperation operation, OrderCommand command, OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Accepted accepted ->
          !accepted.changedNothing() || hasDone(operation, command)
              ? OrderResult.DONE
              : OrderResult.unchanged(
                  "ALREADY_DONE",
                  command instanceof CancelOrder
                      ? "It is being cancelled, or has been, by another request."
                      : "The same answer was given by another request.");
      case OrderOutcome.Refused refused ->
          refused.code() == OrderOutcome.Code.STALE_ATTENTION
              ? OrderResult.unchanged(
                  refused.code().name(), "The attention has been cleared or has changed meanwhile.")
              : OrderResult.refused(refused.code().name(), refused.detail());
    };
  }

  /**
   * Whether it was this operation that has done before what is the case already: then the answer to
   * an earlier try was lost.
   */
  private boolean hasDone(BulkOperation operation, OrderCommand command) {
    return history
        .stored(command.orderId(), events -> isAmong(events, operation, command))
        .orElse(false);
  }

  private static boolean isAmong(
      Iterator<RecordedEvent> events, BulkOperation operation, OrderCommand command) {
    while (events.hasNext()) {
      var event = events.next();
      boolean ours =
          event
              .origin()
              .filter(origin -> operation.causationId().equals(origin.causationId()))
              .isPresent();
      if (ours
          && event.payload() instanceof OrderEvent fact
          && records(fact, operation.action(), command)) {
        return true;
      }
    }
    return false;
  }

  private static boolean records(OrderEvent fact, BulkAction action, OrderCommand command) {
    return switch (action) {
      case RETRY ->
          command instanceof RetryStep c
              && fact instanceof StepRetryRequested e
              && e.step() == c.step()
              && Objects.equals(e.chargeId(), c.chargeId());
      case RESOLVE ->
          command instanceof ResolveStep c
              && fact instanceof StepResolved e
              && e.step() == c.step()
              && Objects.equals(e.chargeId(), c.chargeId());
      case CANCEL -> fact instanceof CancellationStarted;
    };
  }

  /** Trying again does not help before another version of the software can read the order. */
  private static OrderResult unreadable(Throwable failure) {
    if (CommandFailure.isUnreadable(failure)) {
      return OrderResult.refused(
          "ORDER_UNREADABLE", "The events of this order cannot be read; see the log.");
    }
    throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }
}
