package io.orderflow.refund;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.UnexpectedPaymentCaptured;
import io.orderflow.fulfillment.RecordedFailure;
import io.orderflow.refund.UnexpectedPayment.Decision;
import io.orderflow.sagastore.StoredSaga;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.modelling.saga.AssociationResolver;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.jspecify.annotations.Nullable;

/**
 * Hosts one {@link UnexpectedPayment}, found by its charge: translates what is heard into signals
 * and keeps what was decided. It decides nothing and calls nobody.
 */
@ProcessingGroup(UnexpectedPaymentSaga.PROCESSING_GROUP)
class UnexpectedPaymentSaga implements StoredSaga<UnexpectedPaymentDocument> {

  /** The key of the stored token: never to be changed. */
  static final String PROCESSING_GROUP = "unexpected-payments";

  static final String ASSOCIATION = "chargeId";

  private @Nullable UnexpectedPaymentDocument kept;

  /** One that its first event has still to tell of its charge. */
  UnexpectedPaymentSaga() {}

  UnexpectedPaymentSaga(UnexpectedPaymentDocument kept) {
    this.kept = kept;
  }

  /** A charge that is known already is not begun again, whichever order reports it. */
  @StartSaga
  @SagaEventHandler(associationProperty = ASSOCIATION, associationResolver = ByCharge.class)
  void on(
      UnexpectedPaymentCaptured event,
      @Timestamp Instant at,
      UnexpectedPayment machine,
      DeadlineManager deadlines,
      Clock clock) {
    if (kept == null) {
      var charge = new Charge(event.orderId(), event.chargeId(), event.amount());
      keep(new Subject(charge, at), machine.begin(clock.instant()), null, deadlines);
    }
  }

  @SagaEventHandler(associationProperty = ASSOCIATION, associationResolver = ByCharge.class)
  void on(OrderEvent event, UnexpectedPayment machine, DeadlineManager deadlines, Clock clock) {
    var before = document();
    var failure =
        event instanceof OrderEvent.StepAttemptFailed failed
            ? new RecordedFailure(failed.error(), clock.instant())
            : before.lastFailure();
    RefundSignals.of(event, before.charge())
        .map(refundSignal -> machine.decide(before.state(), refundSignal, clock.instant()))
        .ifPresent(decision -> keepIfNew(before, decision, failure, deadlines));
  }

  /** What a worker learned that is no fact of the order comes in as a deadline does. */
  @DeadlineHandler
  void on(
      RefundSignal refundSignal,
      UnexpectedPayment machine,
      DeadlineManager deadlines,
      Clock clock) {
    var before = document();
    var decision = machine.decide(before.state(), refundSignal, clock.instant());
    keepIfNew(before, decision, before.lastFailure(), deadlines);
  }

  @Override
  public UnexpectedPaymentDocument document() {
    if (kept == null) {
      throw new IllegalStateException("no event has told of the charge yet");
    }
    return kept;
  }

  private void keepIfNew(
      UnexpectedPaymentDocument before,
      Decision decision,
      @Nullable RecordedFailure failure,
      DeadlineManager deadlines) {
    if (!decision.next().equals(before.state())) {
      keep(new Subject(before.charge(), before.reportedAt()), decision, failure, deadlines);
    }
  }

  private void keep(
      Subject subject,
      Decision decision,
      @Nullable RecordedFailure failure,
      DeadlineManager deadlines) {
    RefundAction.@Nullable Task task = null;
    for (RefundAction refundAction : decision.actions()) {
      switch (refundAction) {
        case RefundAction.SetDeadline(var at, var turn) ->
            deadlines.schedule(at, PROCESSING_GROUP, new RefundSignal.DeadlineExpired(turn));
        case RefundAction.Task next -> task = next;
      }
    }
    kept =
        new UnexpectedPaymentDocument(
            subject.charge(), subject.reportedAt(), decision.next(), task, failure);
    if (decision.next() instanceof RefundState.Closed) {
      SagaLifecycle.end();
    }
  }

  /** What stays the same whatever is decided. */
  private record Subject(Charge charge, @Nullable Instant reportedAt) {}

  /**
   * Finds the saga of an event. Some events name their charge in a place of their own, most of them
   * none at all, so that a property's name is not enough. Axon creates it by reflection.
   */
  public static final class ByCharge implements AssociationResolver {

    @Override
    public <T> void validate(String property, MessageHandlingMember<T> handler) {
      // Nothing is read by the property's name, so no name can be wrong.
    }

    @Override
    public <T> @Nullable Object resolve(
        String property, EventMessage<?> event, MessageHandlingMember<T> handler) {
      return UnexpectedPaymentSagaDefinition.chargeIdOf(event);
    }
  }
}
