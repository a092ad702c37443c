package io.orderflow.blackbox;

import java.util.List;

/** What may be ordered under load: magic values that end within seconds, most of them well. */
enum LoadOrder {
  PAID("mouse", "pm_card_ok", "COMPLETED", 1, 0),
  PAID_LATER("laptop", "pm_card_async", "COMPLETED", 1, 0),
  PAID_TWICE("keyboard", "pm_card_twice", "COMPLETED", 1, 0),
  DECLINED("laptop", "pm_card_declined", "CANCELLED", 0, 0),
  SOLD_OUT("always-out-of-stock", "pm_card_ok", "CANCELLED", 0, 0),
  UNPROCESSABLE("unprocessable", "pm_card_ok", "CANCELLED", 1, 1),
  UNSHIPPABLE("unshippable", "pm_card_ok", "CANCELLED", 1, 1);

  private static final List<LoadOrder> MIX =
      List.of(
          PAID,
          PAID,
          PAID,
          PAID,
          PAID_LATER,
          PAID,
          PAID_TWICE,
          DECLINED,
          PAID,
          SOLD_OUT,
          PAID,
          PAID_LATER,
          UNPROCESSABLE,
          PAID,
          UNSHIPPABLE,
          PAID);

  private final String sku;
  private final String paymentMethod;
  private final String status;
  private final long charges;
  private final long refunds;

  LoadOrder(String sku, String paymentMethod, String status, long charges, long refunds) {
    this.sku = sku;
    this.paymentMethod = paymentMethod;
    this.status = status;
    this.charges = charges;
    this.refunds = refunds;
  }

  /** How an order ends, and how often its money moved. */
  record End(String status, long charges, long refunds) {}

  static LoadOrder number(long number) {
    return MIX.get((int) (number % MIX.size()));
  }

  String body() {
    return """
    {"customerId":"c-1","items":[{"sku":"%s","quantity":1}],"paymentMethod":"%s"}"""
        .formatted(sku, paymentMethod);
  }

  End end() {
    return new End(status, charges, refunds);
  }
}
