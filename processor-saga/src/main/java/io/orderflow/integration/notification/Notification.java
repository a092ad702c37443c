package io.orderflow.integration.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One notification as the service is sent it, by docs/partners/notification.yaml: facts without
 * words, and without personal data.
 *
 * @param orderNumber null for orders from before there were numbers
 * @param occurredAt when it happened, as text
 * @param total of a created order
 * @param items of a created order
 * @param amount of a charge that was taken or went back
 * @param chargeId of a charge that went back
 * @param trackingNumber of a parcel
 * @param reason of a cancellation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Notification(
    NotificationKind kind,
    String orderId,
    @Nullable String orderNumber,
    String customerId,
    String occurredAt,
    @Nullable Amount total,
    @Nullable List<Item> items,
    @Nullable Amount amount,
    @Nullable String chargeId,
    @Nullable String trackingNumber,
    @Nullable String reason) {

  record Amount(String amount, String currency) {}

  record Item(String sku, String name, int quantity) {}

  OrderId order() {
    return OrderId.parse(orderId);
  }

  /** The same for a repetition, and another for any other notification. */
  RequestKey key() {
    return new RequestKey(
        "order:"
            + orderId
            + ":notification:"
            + kind.text()
            + (chargeId == null ? "" : ":" + chargeId));
  }
}
