package io.orderflow.unexpectedpayment;

import io.orderflow.api.Step;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.engine.tracing.SpanDescription;
import io.orderflow.fulfillment.CausingEvent;
import io.orderflow.fulfillment.Decision;
import io.orderflow.fulfillment.FulfillmentState;
import io.orderflow.fulfillment.FulfillmentState.*;
import io.orderflow.fulfillment.LastRecordedFailure;
import io.orderflow.fulfillment.PartnerRequest;
import io.orderflow.partner.payment.Charge;
import io.orderflow.sagastore.SagaDocument;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of a refund. Every name in it outlives our classes and is never to be changed:
 * refunds in progress are stored under it.
 *
 * @param reportedAt when the order learned of the charge; null in rows from before this was kept
 * @param cause the event that led to the state; null in rows stored by earlier versions
 * @param lastFailure tells a worker whether the next failure is worth an event
 */
record UnexpectedPaymentDocument(
    Charge charge,
    @Nullable Instant reportedAt,
    StoredState state,
    @Nullable RefundTask task,
    @Nullable LastRecordedFailure lastFailure,
    @Nullable CausingEvent cause)
    implements SagaDocument {

  static UnexpectedPaymentDocument first(
      Charge charge, Instant reportedAt, Decision decision, @Nullable CausingEvent cause) {
    return new UnexpectedPaymentDocument(
        charge,
        reportedAt,
        StoredState.of(1, decision.next()),
        RefundTask.of(decision.task()),
        null,
        cause);
  }

  UnexpectedPaymentDocument after(Decision decision) {
    return new UnexpectedPaymentDocument(
        charge,
        reportedAt,
        StoredState.of(turn() + 1, decision.next()),
        RefundTask.of(decision.task()),
        lastFailure,
        cause);
  }

  UnexpectedPaymentDocument failed(String error, Instant at) {
    return new UnexpectedPaymentDocument(
        charge, reportedAt, state, task, new LastRecordedFailure(error, at), cause);
  }

  /** Only together with a decision: alone it would be a write for each event. */
  UnexpectedPaymentDocument causedBy(EventMessage<?> event) {
    return new UnexpectedPaymentDocument(
        charge, reportedAt, state, task, lastFailure, CausingEvent.of(event, cause));
  }

  @Override
  public String orderId() {
    return charge.orderId().toString();
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
  public Step step() {
    return Step.PAYMENT;
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

  RefundTask requiredTask() {
    return Objects.requireNonNull(task, "no task is pending");
  }

  static JsonMapper mapper() {
    return JsonMapping.applyTo(JsonMapper.builder()).build();
  }

  /**
   * @param refund null if closed
   */
  record StoredState(String is, long turn, @Nullable PartnerRequest refund) {

    private static final String REFUNDING = "refunding";
    private static final String CLOSED = "closed";

    static StoredState of(long turn, FulfillmentState state) {
      return state instanceof InProgress refund
          ? new StoredState(label(refund.phase()), turn, refund.request())
          : new StoredState(CLOSED, turn, null);
    }

    FulfillmentState restore() {
      return is.equals(CLOSED)
          ? new Closed()
          : new Backward(Step.PAYMENT, List.of(), phase(), Objects.requireNonNull(refund));
    }

    private static String label(Phase phase) {
      return phase == Phase.ASKING ? REFUNDING : phase.label();
    }

    private Phase phase() {
      return is.equals(REFUNDING) ? Phase.ASKING : Phase.labelled(is);
    }
  }
}
