package io.orderflow.blackbox;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/** An order of a certain fate, by the magic values in it. */
record Kind(String paymentMethod, String sku) {

  static final List<Kind> ALL =
      List.of(
          new Kind("pm_card_ok", "laptop"),
          new Kind("pm_card_async", "mouse"),
          new Kind("pm_card_twice", "keyboard"),
          new Kind("pm_card_flaky", "monitor"),
          new Kind("pm_card_slow", "mouse"),
          new Kind("pm_card_declined", "laptop"),
          new Kind("pm_card_silent", "laptop"),
          new Kind("pm_card_silent_charged", "laptop"),
          new Kind("pm_card_refund_fails", "unshippable"),
          new Kind("pm_card_ok", "always-out-of-stock"),
          new Kind("pm_card_ok", "unprocessable"),
          new Kind("pm_card_ok", "processing-flaky"),
          new Kind("pm_card_ok", "unshippable"),
          new Kind("pm_card_ok", "lost-parcel"));

  /** Each in its turn. */
  static Kind of(int number) {
    return ALL.get(number % ALL.size());
  }

  /** Always under the same key for the same number. */
  HttpResponse<String> place(Orders orders, int number) throws IOException {
    return orders.place(sku, paymentMethod, "order-" + number);
  }
}
