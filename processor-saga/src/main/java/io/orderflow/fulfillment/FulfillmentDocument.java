package io.orderflow.fulfillment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.sagastore.SagaDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a fulfilment is stored. States and tasks go under names of their own and not under class
 * names, so that a renamed class does not strand the orders under way.
 *
 * @param lastFailure by which a worker knows whether one more failure is worth telling
 */
record FulfillmentDocument(
    OrderFacts order,
    FulfillmentState state,
    FulfillmentAction.@Nullable Task task,
    @Nullable RecordedFailure lastFailure)
    implements SagaDocument {

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
    return task == null ? null : task.inWords();
  }

  /** For those who were lent this because a task is pending. */
  FulfillmentAction.Task requiredTask() {
    if (task == null) {
      throw new IllegalStateException("nothing is pending for order " + order.orderId());
    }
    return task;
  }

  FulfillmentSaga toSaga() {
    return new FulfillmentSaga(order, state, task, lastFailure);
  }

  /** A mapper for these documents, on top of how orderflow's values are written. */
  static JsonMapper mapper() {
    return JsonMapping.applyTo(JsonMapper.builder())
        .addMixIn(FulfillmentState.class, StateNames.class)
        .addMixIn(FulfillmentAction.Task.class, TaskNames.class)
        .build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FulfillmentState.Asking.class, name = "asking"),
    @JsonSubTypes.Type(value = FulfillmentState.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = FulfillmentState.GivingUp.class, name = "giving-up"),
    @JsonSubTypes.Type(value = FulfillmentState.Alerting.class, name = "alerting"),
    @JsonSubTypes.Type(value = FulfillmentState.AwaitingOperator.class, name = "awaiting-operator"),
    @JsonSubTypes.Type(value = FulfillmentState.Completing.class, name = "completing"),
    @JsonSubTypes.Type(value = FulfillmentState.Closed.class, name = "closed")
  })
  private interface StateNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FulfillmentAction.Request.class, name = "request"),
    @JsonSubTypes.Type(value = FulfillmentAction.Compensate.class, name = "compensate"),
    @JsonSubTypes.Type(value = FulfillmentAction.Abandon.class, name = "abandon"),
    @JsonSubTypes.Type(value = FulfillmentAction.RaiseAttention.class, name = "raise-attention"),
    @JsonSubTypes.Type(
        value = FulfillmentAction.CompleteCancellation.class,
        name = "complete-cancellation")
  })
  private interface TaskNames {}
}
