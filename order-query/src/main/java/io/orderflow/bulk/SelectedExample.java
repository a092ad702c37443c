package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the orders of an operation, as it is now, by which an operator sees what was selected.
 *
 * @param attention the steps that need a person
 */
public record SelectedExample(
    OrderId orderId,
    String customerId,
    @Nullable String reference,
    OrderStatus status,
    List<Step> attention) {

  public SelectedExample {
    attention = List.copyOf(attention);
  }
}
