package io.orderflow.partner.payment;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;

/** Money taken for an order, as the payment partner has booked it. */
public record Charge(OrderId orderId, ChargeId chargeId, Money amount) {}
