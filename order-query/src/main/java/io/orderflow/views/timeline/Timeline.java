package io.orderflow.views.timeline;

import io.orderflow.api.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an order's facts, oldest first.
 *
 * @param version the sequence number of the order's newest fact
 * @param nextAfter where the next page begins; null on the last
 */
public record Timeline(
    OrderId orderId, long version, List<TimelineEntry> entries, @Nullable Long nextAfter) {

  public Timeline {
    entries = List.copyOf(entries);
  }

  Timeline forCustomers() {
    return new Timeline(
        orderId, version, entries.stream().map(TimelineEntry::forCustomers).toList(), nextAfter);
  }
}
