package io.orderflow.blackbox;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * An order of a certain fate, by the magic values in it.
 *
 * @param end its status in the end, and the reason of a cancellation
 * @param charges what the payment partner has honoured in the end
 */
record OrderScenario(String paymentMethod, String sku, String end, long charges, long refunds) {

  static final List<OrderScenario> ALL =
      List.of(
          completed("pm_card_ok", "laptop"),
          completed("pm_card_async", "mouse"),
          completed("pm_card_twice", "keyboard"),
          completed("pm_card_flaky", "monitor"),
          completed("pm_card_slow", "mouse"),
          cancelled("pm_card_declined", "laptop", "PAYMENT_DECLINED", 0),
          cancelled("pm_card_silent", "laptop", "PAYMENT_TIMED_OUT", 0),
          cancelled("pm_card_silent_charged", "laptop", "PAYMENT_TIMED_OUT", 1),
          cancelled("pm_card_refund_fails", "unshippable", "SHIPPING_REFUSED", 1),
          cancelled("pm_card_ok", "always-out-of-stock", "OUT_OF_STOCK", 0),
          cancelled("pm_card_ok", "unprocessable", "PROCESSING_REFUSED", 1),
          completed("pm_card_ok", "processing-flaky"),
          cancelled("pm_card_ok", "unshippable", "SHIPPING_REFUSED", 1),
          completed("pm_card_ok", "lost-parcel"));

  /** Each in its turn. */
  static OrderScenario of(int number) {
    return ALL.get(number % ALL.size());
  }

  boolean isCompleted() {
    return end.equals("COMPLETED");
  }

  private static OrderScenario completed(String paymentMethod, String sku) {
    return new OrderScenario(paymentMethod, sku, "COMPLETED", 1, 0);
  }

  private static OrderScenario cancelled(
      String paymentMethod, String sku, String reason, long charges) {
    return new OrderScenario(paymentMethod, sku, "CANCELLED " + reason, charges, charges);
  }

  /** Always under the same key for the same number. */
  HttpResponse<String> place(Orders orders, int number) throws IOException {
    return orders.place(sku, paymentMethod, "order-" + number);
  }

  /** The same, once, whatever comes of it. */
  HttpResponse<String> offer(Orders orders, int number) throws IOException {
    return orders.offer(sku, paymentMethod, "order-" + number);
  }
}
