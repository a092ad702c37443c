package io.orderflow.api.order;

import io.orderflow.api.ChargeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the notification service has accepted about one order, the oldest first. */
public record NotificationList(List<Item> items) {

  public NotificationList {
    items = List.copyOf(items);
  }

  /**
   * One notification.
   *
   * @param kind by the contract of the service, such as {@code payment-failed}
   * @param id by which the service knows it
   * @param chargeId the charge that went back, where it is about one
   * @param at when the service had accepted it
   */
  public record Item(String kind, String id, @Nullable ChargeId chargeId, Instant at) {}
}
