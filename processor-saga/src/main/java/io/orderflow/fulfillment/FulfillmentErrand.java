package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.AbandonStep;
import io.orderflow.onerow.Errand;
import io.orderflow.onerow.SagaDoor;
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
class FulfillmentErrand implements Errand<FulfillmentDocument> {

  private final Map<Step, PartnerStep> partners;
  private final Reporter reporter;
  private final SagaDoor door;
  private final FulfillmentProperties properties;

  FulfillmentErrand(
      List<PartnerStep> partners,
      Reporter reporter,
      SagaDoor door,
      FulfillmentProperties properties) {
    this.partners =
        partners.stream()
            .collect(Collectors.toUnmodifiableMap(PartnerStep::step, Function.identity()));
    this.reporter = reporter;
    this.door = door;
    this.properties = properties;
  }

  @Override
  public void run(FulfillmentDocument document) {
    var order = document.order();
    switch (document.requiredTask()) {
      case Action.Request(var step, var no, var number) ->
          ask(
              document,
              new Attempt(Attempt.Kind.REQUEST, step, null, no, number),
              () -> partner(step).request(order, no));
      case Action.Compensate(var step, var no, var number) ->
          ask(
              document,
              new Attempt(Attempt.Kind.COMPENSATION, step, null, no, number),
              () -> partner(step).undo(order, no));
      case Action.Abandon(var step) ->
          reporter.send(new AbandonStep(order.orderId(), step, step + " gave no answer in time"));
      case Action.RaiseAttention(var kind, var step, var refused) ->
          reporter.send(
              new OrderCommand.RaiseAttention(
                  order.orderId(), kind, step, null, reason(kind, step, refused)));
      case Action.CompleteCancellation() ->
          reporter.send(new OrderCommand.CompleteCancellation(order.orderId()));
    }
  }

  private void ask(FulfillmentDocument document, Attempt attempt, Supplier<Answer> partner) {
    var backoff =
        switch (attempt.kind()) {
          case REQUEST -> properties.backoff(attempt.step());
          case COMPENSATION -> properties.undoBackoff();
        };
    var orderId = document.order().orderId();
    reporter.ask(
        new Reporter.Try(
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

  private record ToSaga(SagaDoor door, OrderId orderId) implements Reporter.Aside {

    @Override
    public void accepted(Attempt attempt) {
      door.tell(orderId.toString(), new Signal.Accepted(attempt));
    }

    @Override
    public void failed(Attempt attempt, Instant nextAttemptAt) {
      door.tell(orderId.toString(), new Signal.AttemptFailed(attempt, nextAttemptAt));
    }
  }
}
