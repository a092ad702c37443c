package io.orderflow.refund;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;

/** Money that was taken for an order, as the payment partner has it in its books. */
public record Charge(OrderId orderId, ChargeId chargeId, Money amount) {}
