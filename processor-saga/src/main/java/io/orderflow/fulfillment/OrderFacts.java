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
 * What partners need to know of an order.
 *
 * @param charge the charge that pays for it, once captured
 * @param placedAt null in rows from before this was kept
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
