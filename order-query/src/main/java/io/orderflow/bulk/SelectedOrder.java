package io.orderflow.bulk;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of an operation.
 *
 * @param attentions that are to be answered; empty for a cancellation
 */
record SelectedOrder(OrderId orderId, List<SelectedAttention> attentions) {

  SelectedOrder {
    attentions = List.copyOf(attentions);
  }

  /** An attention as it was when the operation was previewed. */
  record SelectedAttention(Step step, @Nullable ChargeId chargeId, int version) {}
}
