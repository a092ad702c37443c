package io.orderflow.unexpectedpayment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderflow.api.Step;
import io.orderflow.engine.tracing.SpanDescription;
import io.orderflow.fulfillment.FulfillmentTask;
import io.orderflow.fulfillment.FulfillmentTask.CompensateStep;
import io.orderflow.fulfillment.FulfillmentTask.RaiseAttention;
import io.orderflow.fulfillment.PartnerSpans;
import io.orderflow.unexpectedpayment.RefundTask.Alert;
import io.orderflow.unexpectedpayment.RefundTask.Ask;
import org.jspecify.annotations.Nullable;

/** The pending task of a refund as it is stored, under names that are never to be changed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Ask.class, name = "ask"),
  @JsonSubTypes.Type(value = Alert.class, name = "raise-attention")
})
sealed interface RefundTask {

  record Ask(int requestNo, int attempt) implements RefundTask {}

  record Alert(boolean refused) implements RefundTask {}

  static @Nullable RefundTask of(@Nullable FulfillmentTask task) {
    return switch (task) {
      case null -> null;
      case CompensateStep(_, var requestNo, var attempt) -> new Ask(requestNo, attempt);
      case RaiseAttention(_, _, var refused) -> new Alert(refused);
      default -> throw new IllegalArgumentException("not a task of a refund: " + task);
    };
  }

  /** For operators who list pending tasks. */
  default String description() {
    return switch (this) {
      case Ask(var no, var attempt) -> "refund " + no + "/" + attempt;
      case Alert _ -> "raise attention for a refund";
    };
  }

  /** The same in the order's trace, where ids and numbers are tags. */
  default SpanDescription span() {
    return switch (this) {
      case Ask(var no, var attempt) ->
          PartnerSpans.asking("refund an unexpected charge", Step.PAYMENT, no, attempt);
      case Alert _ -> SpanDescription.of(description(), SpanDescription.Kind.INTERNAL);
    };
  }
}
