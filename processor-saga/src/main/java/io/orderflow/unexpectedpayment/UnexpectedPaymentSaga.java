package io.orderflow.unexpectedpayment;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.UnexpectedPaymentCaptured;
import io.orderflow.fulfillment.CausingEvent;
import io.orderflow.fulfillment.Decision;
import io.orderflow.fulfillment.ExpiredDeadline;
import io.orderflow.fulfillment.FulfillmentSignal;
import io.orderflow.partner.payment.Charge;
import io.orderflow.sagastore.LanePauses;
import io.orderflow.sagastore.SagaDeadline;
import io.orderflow.sagastore.StoredSaga;
import java.time.Clock;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.modelling.saga.AssociationResolver;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.jspecify.annotations.Nullable;

/**
 * Hosts one {@link UnexpectedPaymentRefund}, found by its charge: translates events into signals
 * and keeps what was decided. It decides nothing and calls nothing.
 */
@ProcessingGroup(UnexpectedPaymentSaga.PROCESSING_GROUP)
class UnexpectedPaymentSaga implements StoredSaga<UnexpectedPaymentDocument> {

  /** The key of the stored token: never to be changed. */
  static final String PROCESSING_GROUP = "unexpected-payments";

  static final String ASSOCIATION = "chargeId";

  private @Nullable UnexpectedPaymentDocument document;

  /** Its first event is still to come. */
  UnexpectedPaymentSaga() {}

  UnexpectedPaymentSaga(UnexpectedPaymentDocument document) {
    this.document = document;
  }

  /** A known charge is not begun again, even if another order reports it. */
  @StartSaga
  @SagaEventHandler(associationProperty = ASSOCIATION, associationResolver = ByCharge.class)
  void on(
      UnexpectedPaymentCaptured event,
      EventMessage<?> message,
      UnexpectedPaymentRefund machine,
      DeadlineManager deadlines,
      Clock clock) {
    if (document == null) {
      var charge = new Charge(event.orderId(), event.chargeId(), event.amount());
      var decision = machine.begin(clock.instant());
      var cause = CausingEvent.of(message, null);
      keep(
          UnexpectedPaymentDocument.first(charge, message.getTimestamp(), decision, cause),
          decision,
          deadlines);
    }
  }

  @SagaEventHandler(associationProperty = ASSOCIATION, associationResolver = ByCharge.class)
  void on(
      OrderEvent event,
      EventMessage<?> message,
      UnexpectedPaymentRefund machine,
      DeadlineManager deadlines,
      Clock clock) {
    var signal = RefundSignals.of(event, document().charge());
    if (signal != null) {
      if (event instanceof OrderEvent.StepAttemptFailed failed) {
        document = document().failed(failed.error(), clock.instant());
      }
      var decision = machine.decide(document().state().restore(), signal, clock.instant());
      if (decision != null) {
        keep(document().causedBy(message).after(decision), decision, deadlines);
      }
    }
  }

  /** Also called with the reports of workers that are no events of the order. */
  @DeadlineHandler
  void on(
      FulfillmentSignal signal,
      UnexpectedPaymentRefund machine,
      DeadlineManager deadlines,
      Clock clock) {
    var decision = machine.decide(document().state().restore(), signal, clock.instant());
    if (decision != null) {
      keep(document().after(decision), decision, deadlines);
    }
  }

  @DeadlineHandler
  void on(
      SagaDeadline deadline,
      UnexpectedPaymentRefund machine,
      DeadlineManager deadlines,
      Clock clock,
      LanePauses pauses) {
    if (deadline.turn() == document().turn()) {
      var expired = ExpiredDeadline.of(document().state().restore(), pauses, clock.instant());
      on(expired, machine, deadlines, clock);
    }
  }

  @Override
  public UnexpectedPaymentDocument document() {
    if (document == null) {
      throw new IllegalStateException("the charge is not known yet");
    }
    return document;
  }

  private void keep(UnexpectedPaymentDocument next, Decision decision, DeadlineManager deadlines) {
    document = next;
    if (decision.deadline() == null) {
      SagaLifecycle.end();
    } else {
      deadlines.schedule(decision.deadline(), PROCESSING_GROUP, new SagaDeadline(next.turn()));
    }
  }

  /**
   * Finds the saga of an event. Some events carry their charge in a nested field and most carry
   * none, so that a property's name is not enough. Axon creates this by reflection.
   */
  public static final class ByCharge implements AssociationResolver {

    @Override
    public <T> void validate(String property, MessageHandlingMember<T> handler) {
      // The property's name is not used.
    }

    @Override
    public <T> @Nullable Object resolve(
        String property, EventMessage<?> event, MessageHandlingMember<T> handler) {
      return UnexpectedPaymentSagaDefinition.chargeIdOf(event);
    }
  }
}
