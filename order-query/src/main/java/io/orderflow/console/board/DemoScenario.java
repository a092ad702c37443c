package io.orderflow.console.board;

import java.util.List;

/** What a demo order meets: simulated partners obey the payment method and the products. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy
enum DemoScenario {
  SUCCESS("Everything goes well.", "pm_card_ok", "laptop", "mouse"),
  DECLINED("The card is declined.", "pm_card_declined", "laptop"),
  FLAKY("The payment partner is down twice, then charges once.", "pm_card_flaky", "keyboard"),
  SILENT_CHARGED(
      "The payment partner charges, but does not say so in time: the money goes back.",
      "pm_card_silent_charged",
      "monitor"),
  OUT_OF_STOCK("The goods are out of stock.", "pm_card_ok", "always-out-of-stock"),
  UNPROCESSABLE(
      "The warehouse refuses what is paid already: the money goes back.",
      "pm_card_ok",
      "unprocessable"),
  UNSHIPPABLE(
      "The carrier refuses the parcel: all is undone, newest first.", "pm_card_ok", "unshippable"),
  REORDERED("The delivery is reported before the dispatch.", "pm_card_async", "shipping-reordered"),
  CARRIER_SILENT(
      "The carrier never answers: after 10 s a person is needed.", "pm_card_ok", "shipping-silent"),
  LOST_PARCEL("The parcel is lost: after 10 s a person is needed.", "pm_card_ok", "lost-parcel"),
  REFUND_FAILS(
      "The order is cancelled, and the refund fails: after 10 s a person is needed.",
      "pm_card_refund_fails",
      "unshippable");

  private final String sentence;
  private final String paymentMethod;
  private final List<String> skus;

  DemoScenario(String sentence, String paymentMethod, String... skus) {
    this.sentence = sentence;
    this.paymentMethod = paymentMethod;
    this.skus = List.of(skus);
  }

  public String sentence() {
    return sentence;
  }

  /** The body of the request that places such an order. */
  DemoOrder order() {
    return new DemoOrder(
        "demo", skus.stream().map(sku -> new DemoOrder.Item(sku, 1)).toList(), paymentMethod);
  }

  /** A request of the API. */
  record DemoOrder(String customerId, List<Item> items, String paymentMethod) {

    record Item(String sku, int quantity) {}
  }
}
