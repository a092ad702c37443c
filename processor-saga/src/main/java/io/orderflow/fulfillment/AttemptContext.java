package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt and its history.
 *
 * @param since when the order was placed, or the charge reported; null if unknown
 * @param lastRecorded the last failure that became an event of the order; null if there is none
 */
public record AttemptContext(
    OrderId orderId,
    Attempt attempt,
    @Nullable Instant since,
    @Nullable LastRecordedFailure lastRecorded,
    @Nullable CausingEvent cause) {}
