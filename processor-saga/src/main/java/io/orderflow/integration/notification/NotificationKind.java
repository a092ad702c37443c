package io.orderflow.integration.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a customer is told of an order. The names are a contract with the service. */
enum NotificationKind {
  /** It was placed. */
  CREATED,
  /** It is paid, or costs nothing. */
  PAID,
  /** The payment was declined; the cancellation follows. */
  PAYMENT_FAILED,
  /** Its parcel is on its way. */
  SHIPPED,
  /** Its parcel has arrived. */
  DELIVERED,
  /** All of it is undone. */
  CANCELLED,
  /** A charge went back; the one kind that an order may have more than once. */
  REFUNDED;

  /** As the service and the timeline call it: {@code payment-failed}. */
  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
