package io.orderflow.integration.event;

import java.net.URI;
import java.util.Arrays;

/**
 * The types of public events. A type's name and its data are a contract with other systems: data
 * may gain optional members; any other change is a new version beside the old one.
 */
public enum PublicEventType {
  /** It was placed. */
  ORDER_CREATED("order.created"),
  /** Its goods are reserved; its payment is next. */
  ORDER_RESERVED("order.reserved"),
  /** It is paid, or costs nothing. */
  ORDER_PAID("order.paid"),
  /** It was processed; its shipment is next. */
  ORDER_READY_TO_SHIP("order.ready-to-ship"),
  /** Its parcel is on its way. */
  ORDER_SHIPPED("order.shipped"),
  /** Its parcel was delivered. It implies {@link #ORDER_SHIPPED}, which may be missing. */
  ORDER_COMPLETED("order.completed"),
  /** What was done is undone from here on. It may yet become {@link #ORDER_SHIPPED}. */
  ORDER_CANCELLING("order.cancelling"),
  /** All of it is undone. Refunds of further charges may follow. */
  ORDER_CANCELLED("order.cancelled"),
  /** Its labels are others now. */
  ORDER_LABELS_CHANGED("order.labels-changed"),
  /** A person is needed. */
  ORDER_ATTENTION("order.attention"),
  /** The payment partner refused; the cancellation follows. */
  PAYMENT_DECLINED("payment.declined"),
  /** A charge that is not the order's payment; its refund follows. */
  PAYMENT_UNEXPECTED("payment.unexpected"),
  /** A charge went back. */
  PAYMENT_REFUNDED("payment.refunded");

  private static final String NAMESPACE = "io.orderflow.";
  private static final int VERSION = 1;

  private final String name;

  PublicEventType(String name) {
    this.name = name;
  }

  /**
   * The type that consumers see so.
   *
   * @throws IllegalArgumentException if it is not one of these
   */
  public static PublicEventType of(String type) {
    return Arrays.stream(values())
        .filter(each -> each.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no public event " + type));
  }

  /** The name of its schema file, without version and namespace: {@code order.created}. */
  String shortName() {
    return name;
  }

  /** As consumers see it: {@code io.orderflow.order.created.v1}. */
  String type() {
    return NAMESPACE + name + ".v" + VERSION;
  }

  /** The identifier of the JSON Schema of its data. */
  URI dataSchema() {
    return URI.create("urn:orderflow:event:" + name + ":v" + VERSION);
  }
}
