package io.orderflow.fulfillment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.engine.tracing.SpanDescription;
import io.orderflow.fulfillment.FulfillmentState.*;
import io.orderflow.sagastore.SagaDocument;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of a fulfillment. Every name in it outlives our classes and is never to be
 * changed: orders in progress are stored under it.
 *
 * @param cause the event that led to the state; null in rows stored by earlier versions
 * @param lastFailure tells a worker whether the next failure is worth an event
 * @param since when the step that is in progress, or its undo, was begun; null in rows stored by
 *     earlier versions
 */
record FulfillmentDocument(
    OrderFacts order,
    StoredState state,
    @Nullable FulfillmentTask task,
    @Nullable LastRecordedFailure lastFailure,
    @Nullable CausingEvent cause,
    @Nullable Instant since)
    implements SagaDocument {

  static FulfillmentDocument first(
      OrderFacts order, Decision decision, @Nullable CausingEvent cause) {
    return new FulfillmentDocument(
        order, StoredState.of(1, decision.next()), decision.task(), null, cause, order.placedAt());
  }

  /**
   * @param at when what led to the decision happened
   */
  FulfillmentDocument after(Decision decision, @Nullable Instant at) {
    var next = StoredState.of(turn() + 1, decision.next());
    return new FulfillmentDocument(
        order, next, decision.task(), lastFailure, cause, next.isOfSameStep(state) ? since : at);
  }

  FulfillmentDocument paidBy(ChargeId charge) {
    return new FulfillmentDocument(order.paidBy(charge), state, task, lastFailure, cause, since);
  }

  FulfillmentDocument failed(String error, Instant at) {
    return new FulfillmentDocument(
        order, state, task, new LastRecordedFailure(error, at), cause, since);
  }

  /** Only together with a decision: alone it would be a write for each event. */
  FulfillmentDocument causedBy(EventMessage<?> event) {
    return new FulfillmentDocument(
        order, state, task, lastFailure, CausingEvent.of(event, cause), since);
  }

  @Override
  public String orderId() {
    return order.orderId().toString();
  }

  @Override
  public long turn() {
    return state.turn();
  }

  @Override
  public @Nullable String pending() {
    return task == null ? null : task.description();
  }

  @Override
  public @Nullable Step step() {
    return switch (task) {
      case FulfillmentTask.RequestStep(var step, _, _) -> step;
      case FulfillmentTask.CompensateStep(var step, _, _) -> step;
      case FulfillmentTask.Abandon(var step) -> step;
      case FulfillmentTask.RaiseAttention(_, var step, _) -> step;
      case FulfillmentTask.CompleteCancellation() -> null;
      case null -> null;
    };
  }

  @Override
  public @Nullable String correlationId() {
    return cause == null ? null : cause.correlationId();
  }

  @Override
  public @Nullable String traceParent() {
    return cause == null ? null : cause.traceParent();
  }

  @Override
  public SpanDescription span() {
    return requiredTask().span().with(SpanDescription.ORDER, orderId());
  }

  FulfillmentTask requiredTask() {
    return Objects.requireNonNull(task, "no task is pending");
  }

  static JsonMapper mapper() {
    return JsonMapping.applyTo(JsonMapper.builder())
        .addMixIn(FulfillmentTask.class, TaskNames.class)
        .build();
  }

  /**
   * @param is the phase, or a state without a request
   * @param work null in a state without a request
   */
  record StoredState(String is, long turn, @Nullable Work work) {

    private static final String COMPLETING = "completing";
    private static final String CLOSED = "closed";

    static StoredState of(long turn, FulfillmentState state) {
      return switch (state) {
        case InProgress started -> new StoredState(started.phase().label(), turn, Work.of(started));
        case Completing() -> new StoredState(COMPLETING, turn, null);
        case Closed() -> new StoredState(CLOSED, turn, null);
      };
    }

    /** Whether both are about the same step, and both about its request or both about its undo. */
    boolean isOfSameStep(StoredState other) {
      return work != null
          && other.work != null
          && work.kind() == other.work.kind()
          && work.step() == other.work.step();
    }

    FulfillmentState restore() {
      return switch (is) {
        case COMPLETING -> new Completing();
        case CLOSED -> new Closed();
        default -> Objects.requireNonNull(work).restore(Phase.labelled(is));
      };
    }
  }

  record Work(
      Attempt.Kind kind,
      Step step,
      int requestNo,
      int attempt,
      Instant overdueAt,
      boolean refused,
      List<Step> rest) {

    private static Work of(InProgress state) {
      var request = state.request();
      return new Work(
          state.kind(),
          state.step(),
          request.requestNo(),
          request.attempt(),
          request.overdueAt(),
          request.refused(),
          state instanceof Backward backward ? backward.rest() : List.of());
    }

    private InProgress restore(Phase phase) {
      var request = new PartnerRequest(requestNo, attempt, overdueAt, refused);
      return switch (kind) {
        case REQUEST -> new Forward(step, phase, request);
        case COMPENSATION -> new Backward(step, rest, phase, request);
      };
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FulfillmentTask.RequestStep.class, name = "request"),
    @JsonSubTypes.Type(value = FulfillmentTask.CompensateStep.class, name = "compensate"),
    @JsonSubTypes.Type(value = FulfillmentTask.Abandon.class, name = "abandon"),
    @JsonSubTypes.Type(value = FulfillmentTask.RaiseAttention.class, name = "raise-attention"),
    @JsonSubTypes.Type(
        value = FulfillmentTask.CompleteCancellation.class,
        name = "complete-cancellation")
  })
  private interface TaskNames {}
}
