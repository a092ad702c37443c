package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.Reference;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.PaymentStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list.
 *
 * @param itemCount how many lines the order has
 * @param itemNames of the first three of them
 * @param attention the steps that need a person, each once
 * @param matched where a search found its words; null without a search
 * @param incomplete true where an operator has had events left out, until the view is built anew;
 *     null otherwise
 */
public record OrderSummary(
    OrderId orderId,
    CustomerId customerId,
    @Nullable Reference reference,
    @Nullable OrderNumber number,
    Labels labels,
    OrderStatus status,
    PaymentStatus paymentStatus,
    FulfillmentStatus fulfillmentStatus,
    long version,
    Money total,
    int itemCount,
    List<String> itemNames,
    List<Step> attention,
    @Nullable CancellationReason cancellationReason,
    Instant createdAt,
    Instant updatedAt,
    @Nullable List<String> matched,
    @Nullable Boolean incomplete) {

  public OrderSummary {
    itemNames = List.copyOf(itemNames);
    attention = List.copyOf(attention);
    matched = matched == null ? null : List.copyOf(matched);
  }
}
