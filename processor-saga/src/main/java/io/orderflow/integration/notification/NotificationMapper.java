package io.orderflow.integration.notification;

import io.cloudevents.CloudEvent;
import io.orderflow.integration.event.PublicEventType;
import io.orderflow.integration.notification.Notification.Amount;
import io.orderflow.integration.notification.Notification.Item;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes notifications of public events: of those that a customer cares about. It reads them as any
 * other receiver does, by their schemas.
 */
final class NotificationMapper {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NotificationMapper() {}

  /** Empty for an event that no customer is told of. */
  static Optional<Notification> of(CloudEvent event) {
    return Optional.ofNullable(kindOf(PublicEventType.of(event.getType())))
        .map(kind -> notification(kind, event));
  }

  private static @Nullable NotificationKind kindOf(PublicEventType type) {
    return switch (type) {
      case ORDER_CREATED -> NotificationKind.CREATED;
      case ORDER_PAID -> NotificationKind.PAID;
      case PAYMENT_DECLINED -> NotificationKind.PAYMENT_FAILED;
      case ORDER_SHIPPED -> NotificationKind.SHIPPED;
      case ORDER_COMPLETED -> NotificationKind.DELIVERED;
      case ORDER_CANCELLED -> NotificationKind.CANCELLED;
      case PAYMENT_REFUNDED -> NotificationKind.REFUNDED;
      case ORDER_RESERVED,
          ORDER_READY_TO_SHIP,
          ORDER_CANCELLING,
          ORDER_LABELS_CHANGED,
          ORDER_ATTENTION,
          PAYMENT_UNEXPECTED ->
          null;
    };
  }

  private static Notification notification(NotificationKind kind, CloudEvent event) {
    var data = JSON.readTree(Objects.requireNonNull(event.getData()).toBytes());
    boolean created = kind == NotificationKind.CREATED;
    return new Notification(
        kind,
        Objects.requireNonNull(event.getSubject()),
        text(data.at("/order/number")),
        data.at("/order/customerId").asString(),
        Objects.requireNonNull(event.getTime()).toInstant().toString(),
        created ? amount(data.path("total")) : null,
        created ? items(data.path("items")) : null,
        amount(data.at("/payment/amount")),
        kind == NotificationKind.REFUNDED ? data.at("/payment/chargeId").asString() : null,
        text(data.path("trackingNumber")),
        text(data.at("/cancellation/reason")));
  }

  private static List<Item> items(JsonNode items) {
    return items
        .valueStream()
        .map(
            item ->
                new Item(
                    item.path("sku").asString(),
                    item.path("name").asString(),
                    item.path("quantity").asInt()))
        .toList();
  }

  private static @Nullable Amount amount(JsonNode money) {
    return money.isMissingNode()
        ? null
        : new Amount(money.path("amount").asString(), money.path("currency").asString());
  }

  private static @Nullable String text(JsonNode member) {
    return member.isMissingNode() ? null : member.asString();
  }
}
