package io.orderflow.views.timeline;

import io.orderflow.api.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an order's facts, oldest first.
 *
 * @param version the sequence number of the order's newest fact
 * @param nextAfter where the next page begins; null on the last
 * @param notifications those of the whole order, on every page; null where none are sent
 */
public record Timeline(
    OrderId orderId,
    long version,
    List<TimelineEntry> entries,
    @Nullable Long nextAfter,
    @Nullable TimelineNotifications notifications) {

  public Timeline {
    entries = List.copyOf(entries);
  }

  Timeline forCustomers() {
    return new Timeline(
        orderId,
        version,
        entries.stream().map(TimelineEntry::forCustomers).toList(),
        nextAfter,
        notifications);
  }

  Timeline with(@Nullable TimelineNotifications sent) {
    return new Timeline(orderId, version, entries, nextAfter, sent);
  }

  /** Differs whenever the timeline does, for one and the same kind of reader. */
  String tag() {
    return notifications == null ? "" + version : version + notifications.tag();
  }
}
