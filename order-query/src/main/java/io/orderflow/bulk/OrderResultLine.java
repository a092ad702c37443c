package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order of an operation, as it is shown.
 *
 * @param result null while it is left
 * @param code why it was refused or not changed; null if it was done or is left
 * @param detail the same as a sentence
 */
public record OrderResultLine(
    OrderId orderId,
    OrderResult.@Nullable Kind result,
    @Nullable String code,
    @Nullable String detail,
    @Nullable Instant answeredAt) {}
