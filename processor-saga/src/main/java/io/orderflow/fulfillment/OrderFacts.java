package io.orderflow.fulfillment;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.order.OrderLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order as partners see it.
 *
 * @param charge null until the payment is captured
 * @param placedAt null in rows stored by earlier versions
 */
public record OrderFacts(
    OrderId orderId,
    List<OrderLine> lines,
    Money total,
    PaymentMethod paymentMethod,
    @Nullable ChargeId charge,
    @Nullable Instant placedAt) {

  public OrderFacts {
    lines = List.copyOf(lines);
  }

  OrderFacts paidBy(ChargeId chargeId) {
    return new OrderFacts(orderId, lines, total, paymentMethod, chargeId, placedAt);
  }
}
