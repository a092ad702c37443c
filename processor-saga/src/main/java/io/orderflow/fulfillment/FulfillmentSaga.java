package io.orderflow.fulfillment;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.fulfillment.Fulfillment.Decision;
import io.orderflow.sagastore.StoredSaga;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.jspecify.annotations.Nullable;

/**
 * Hosts one {@link Fulfillment}: translates what is heard into signals and keeps what was decided.
 * It decides nothing and calls nobody: its pending task is stored with it, and taken up by a worker
 * after the commit.
 *
 * <p>Registered by {@link FulfillmentConfiguration} and not by Spring's stereotype, which would
 * register it a second time, without our store.
 */
@ProcessingGroup(FulfillmentSaga.PROCESSING_GROUP)
class FulfillmentSaga implements StoredSaga<FulfillmentDocument> {

  /** The key of the stored token: never to be changed. */
  static final String PROCESSING_GROUP = "fulfillment";

  static final String DEADLINE = "fulfillment";

  private OrderFacts order;
  private FulfillmentState fulfillmentState;
  private FulfillmentAction.@Nullable Task task;
  private @Nullable RecordedFailure lastFailure;

  @SuppressWarnings("NullAway.Init") // the first event fills it in
  FulfillmentSaga() {}

  FulfillmentSaga(
      OrderFacts order,
      FulfillmentState fulfillmentState,
      FulfillmentAction.@Nullable Task task,
      @Nullable RecordedFailure lastFailure) {
    this.order = order;
    this.fulfillmentState = fulfillmentState;
    this.task = task;
    this.lastFailure = lastFailure;
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "orderId")
  void on(
      OrderCreated event,
      @Timestamp Instant at,
      Fulfillment fulfillment,
      DeadlineManager deadlines,
      Clock clock) {
    order =
        new OrderFacts(
            event.orderId(), event.lines(), event.total(), event.paymentMethod(), null, at);
    keep(fulfillment.begin(clock.instant()), deadlines);
  }

  @SagaEventHandler(associationProperty = "orderId")
  void on(OrderEvent event, Fulfillment fulfillment, DeadlineManager deadlines, Clock clock) {
    if (event instanceof OrderEvent.PaymentCaptured paid) {
      order = order.paidBy(paid.chargeId());
    }
    FulfillmentSignals.of(event, order)
        .ifPresent(
            fulfillmentSignal -> {
              note(event, clock);
              hear(fulfillmentSignal, fulfillment, deadlines, clock);
            });
  }

  /** What a worker learned that is no fact of the order comes in as a deadline does. */
  @DeadlineHandler
  void on(
      FulfillmentSignal fulfillmentSignal,
      Fulfillment fulfillment,
      DeadlineManager deadlines,
      Clock clock) {
    hear(fulfillmentSignal, fulfillment, deadlines, clock);
  }

  @Override
  public FulfillmentDocument document() {
    return new FulfillmentDocument(order, fulfillmentState, task, lastFailure);
  }

  private void note(OrderEvent event, Clock clock) {
    if (event instanceof OrderEvent.StepAttemptFailed failed) {
      lastFailure = new RecordedFailure(failed.error(), clock.instant());
    }
  }

  private void hear(
      FulfillmentSignal fulfillmentSignal,
      Fulfillment fulfillment,
      DeadlineManager deadlines,
      Clock clock) {
    var decision = fulfillment.decide(fulfillmentState, fulfillmentSignal, clock.instant());
    if (!decision.next().equals(fulfillmentState)) {
      keep(decision, deadlines);
    }
  }

  private void keep(Decision decision, DeadlineManager deadlines) {
    fulfillmentState = decision.next();
    task = null;
    for (FulfillmentAction fulfillmentAction : decision.actions()) {
      switch (fulfillmentAction) {
        case FulfillmentAction.SetDeadline(var at, var turn) ->
            deadlines.schedule(at, DEADLINE, new FulfillmentSignal.DeadlineExpired(turn));
        case FulfillmentAction.Task next -> task = next;
      }
    }
    if (fulfillmentState instanceof FulfillmentState.Closed) {
      SagaLifecycle.end();
    }
  }
}
