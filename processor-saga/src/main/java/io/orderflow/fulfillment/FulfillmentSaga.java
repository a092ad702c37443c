package io.orderflow.fulfillment;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.sagastore.LanePauses;
import io.orderflow.sagastore.SagaDeadline;
import io.orderflow.sagastore.StoredSaga;
import java.time.Clock;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;

/**
 * Hosts one {@link Fulfillment}: translates events into signals and keeps what was decided. It
 * decides nothing and calls nothing: its pending task is stored with it, and processed by a worker
 * after the commit.
 *
 * <p>Registered by {@link FulfillmentConfiguration}. Axon's {@code @Saga} would register it a
 * second time, without our saga manager.
 */
@ProcessingGroup(FulfillmentSaga.PROCESSING_GROUP)
class FulfillmentSaga implements StoredSaga<FulfillmentDocument> {

  /** The key of the stored token: never to be changed. */
  static final String PROCESSING_GROUP = "fulfillment";

  private FulfillmentDocument document;

  @SuppressWarnings("NullAway.Init") // set by the first event
  FulfillmentSaga() {}

  FulfillmentSaga(FulfillmentDocument document) {
    this.document = document;
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "orderId")
  void on(
      OrderCreated event,
      EventMessage<?> message,
      Fulfillment fulfillment,
      DeadlineManager deadlines,
      Clock clock) {
    var order =
        new OrderFacts(
            event.orderId(),
            event.lines(),
            event.total(),
            event.paymentMethod(),
            null,
            message.getTimestamp());
    var decision = fulfillment.begin(clock.instant());
    keep(
        FulfillmentDocument.first(order, decision, CausingEvent.of(message, null)),
        decision,
        deadlines);
  }

  @SagaEventHandler(associationProperty = "orderId")
  void on(
      OrderEvent event,
      EventMessage<?> message,
      Fulfillment fulfillment,
      DeadlineManager deadlines,
      Clock clock,
      StepMeters steps) {
    if (event instanceof OrderEvent.PaymentCaptured paid) {
      document = document.paidBy(paid.chargeId());
    }
    var signal = FulfillmentSignals.of(event, document.order());
    if (signal != null) {
      if (event instanceof OrderEvent.StepAttemptFailed failed) {
        document = document.failed(failed.error(), clock.instant());
      }
      var decision = fulfillment.decide(document.state().restore(), signal, clock.instant());
      if (decision != null) {
        var before = document;
        var at = message.getTimestamp();
        keep(before.causedBy(message).after(decision, at), decision, deadlines);
        steps.record(before, document, at);
      }
    }
  }

  /**
   * Also receives the reports of workers. They are not events of the order, and a saga of Axon
   * handles only events and deadline messages.
   */
  @DeadlineHandler
  void on(
      FulfillmentSignal signal, Fulfillment fulfillment, DeadlineManager deadlines, Clock clock) {
    var decision = fulfillment.decide(document.state().restore(), signal, clock.instant());
    if (decision != null) {
      keep(document.after(decision, clock.instant()), decision, deadlines);
    }
  }

  @DeadlineHandler
  void on(
      SagaDeadline deadline,
      Fulfillment fulfillment,
      DeadlineManager deadlines,
      Clock clock,
      LanePauses pauses) {
    if (deadline.turn() == document.turn()) {
      var expired = ExpiredDeadline.of(document.state().restore(), pauses, clock.instant());
      on(expired, fulfillment, deadlines, clock);
    }
  }

  @Override
  public FulfillmentDocument document() {
    return document;
  }

  private void keep(FulfillmentDocument next, Decision decision, DeadlineManager deadlines) {
    document = next;
    if (decision.deadline() == null) {
      SagaLifecycle.end();
    } else {
      deadlines.schedule(decision.deadline(), PROCESSING_GROUP, new SagaDeadline(next.turn()));
    }
  }
}
