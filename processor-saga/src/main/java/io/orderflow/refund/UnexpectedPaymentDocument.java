package io.orderflow.refund;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.fulfillment.RecordedFailure;
import io.orderflow.sagastore.SagaDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the refund of one charge is stored. States and tasks go under names of their own and not
 * under class names, so that a renamed class does not strand the refunds under way.
 *
 * @param reportedAt when the order heard of the charge; null in rows from before this was kept
 * @param lastFailure by which a worker knows whether one more failure is worth telling
 */
record UnexpectedPaymentDocument(
    Charge charge,
    @Nullable Instant reportedAt,
    RefundState state,
    RefundAction.@Nullable Task task,
    @Nullable RecordedFailure lastFailure)
    implements SagaDocument {

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
    return task == null ? null : task.inWords();
  }

  /** For those who were lent this because a task is pending. */
  RefundAction.Task requiredTask() {
    if (task == null) {
      throw new IllegalStateException("nothing is pending for charge " + charge.chargeId());
    }
    return task;
  }

  /** A mapper for these documents, on top of how orderflow's values are written. */
  static JsonMapper mapper() {
    return JsonMapping.applyTo(JsonMapper.builder())
        .addMixIn(RefundState.class, StateNames.class)
        .addMixIn(RefundAction.Task.class, TaskNames.class)
        .build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RefundState.Refunding.class, name = "refunding"),
    @JsonSubTypes.Type(value = RefundState.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = RefundState.Alerting.class, name = "alerting"),
    @JsonSubTypes.Type(value = RefundState.AwaitingOperator.class, name = "awaiting-operator"),
    @JsonSubTypes.Type(value = RefundState.Closed.class, name = "closed")
  })
  private interface StateNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RefundAction.Ask.class, name = "ask"),
    @JsonSubTypes.Type(value = RefundAction.RaiseAttention.class, name = "raise-attention")
  })
  private interface TaskNames {}
}
