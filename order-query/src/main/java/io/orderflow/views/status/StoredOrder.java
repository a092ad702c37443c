package io.orderflow.views.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of {@code views.order_view}, as it is stored; the last six are JSON. */
record StoredOrder(
    UUID orderId,
    long version,
    String status,
    String paymentStatus,
    String fulfillmentStatus,
    String customerId,
    BigDecimal total,
    String currency,
    String paymentMethod,
    @Nullable String reference,
    Instant createdAt,
    Instant updatedAt,
    String items,
    String steps,
    @Nullable String shipment,
    @Nullable String cancellation,
    String attention,
    String charges) {}
