package io.orderflow.views.timeline;

import io.orderflow.api.ChargeId;
import io.orderflow.api.order.NotificationList;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the customer was told about an order.
 *
 * @param available false if it cannot be known now; {@code sent} is empty then
 * @param sent what the notification service has accepted, the oldest first
 */
public record TimelineNotifications(boolean available, List<Sent> sent) {

  static final TimelineNotifications UNAVAILABLE = new TimelineNotifications(false, List.of());

  public TimelineNotifications {
    sent = List.copyOf(sent);
  }

  static TimelineNotifications of(NotificationList list) {
    return new TimelineNotifications(
        true,
        list.items().stream()
            .map(item -> new Sent(item.kind(), item.at(), item.id(), item.chargeId()))
            .toList());
  }

  /** For the timeline's tag: none is ever taken away or changed, so their number stands for all. */
  String tag() {
    return available ? "-n" + sent.size() : "-n";
  }

  /**
   * One notification.
   *
   * @param kind by the contract with the notification service
   * @param at when the service had accepted it
   * @param notificationId by which the service knows it
   * @param chargeId of a refund
   */
  public record Sent(String kind, Instant at, String notificationId, @Nullable ChargeId chargeId) {}
}
