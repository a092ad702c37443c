package io.orderflow.ordering;

import io.orderflow.command.MoneyBody;
import io.orderflow.web.security.Caller;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request to place an order, not yet validated, so that all its errors are reported at once. */
record PlaceOrderRequest(
    @Nullable String customerId,
    @Nullable List<@Nullable Item> items,
    @Nullable String paymentMethod,
    @Nullable MoneyBody expectedTotal,
    @Nullable Address shippingAddress,
    @Nullable String reference,
    @Nullable Map<String, @Nullable String> labels) {

  /** This request for the customer that the caller may order for. */
  PlaceOrderRequest by(Caller caller) {
    return new PlaceOrderRequest(
        new OrderPermissions(caller).customerToPlaceFor(customerId),
        items,
        paymentMethod,
        expectedTotal,
        shippingAddress,
        reference,
        labels);
  }

  /**
   * Tells this request from another one sent under the same key.
   *
   * @param secret known to the client only, so that the address cannot be guessed from the digest
   *     in the events
   */
  String fingerprint(String secret) {
    var fieldDigest =
        new FieldDigest("SHA-256").field(secret).field(customerId).field(paymentMethod);
    fieldDigest.field(reference);
    add(fieldDigest, expectedTotal);
    if (shippingAddress != null) {
      shippingAddress.addTo(fieldDigest);
    }
    var lines = items == null ? List.<@Nullable Item>of() : items;
    lines.forEach(
        item -> {
          if (item != null) {
            item.addTo(fieldDigest);
          }
        });
    addLabels(fieldDigest);
    return HexFormat.of().formatHex(fieldDigest.result());
  }

  /**
   * In the order of their keys, which in JSON means nothing. A request without labels has the
   * fingerprint that it had before there were any: orders placed then may still be repeated.
   */
  private void addLabels(FieldDigest fieldDigest) {
    if (labels != null) {
      new TreeMap<>(labels)
          .forEach((key, value) -> fieldDigest.field("label").field(key).field(value));
    }
  }

  private static void add(FieldDigest fieldDigest, @Nullable MoneyBody money) {
    fieldDigest.field(money == null ? null : money.amount());
    fieldDigest.field(money == null ? null : money.currency());
  }

  record Item(@Nullable String sku, @Nullable BigDecimal quantity, @Nullable MoneyBody unitPrice) {

    private void addTo(FieldDigest fieldDigest) {
      fieldDigest.field("item").field(sku);
      // As text with an exponent: 1E+999999999 written out would not fit into memory.
      fieldDigest.field(quantity == null ? null : quantity.stripTrailingZeros());
      add(fieldDigest, unitPrice);
    }
  }

  record Address(
      @Nullable String recipient,
      @Nullable String street,
      @Nullable String postalCode,
      @Nullable String city,
      @Nullable String region,
      @Nullable String country) {

    private void addTo(FieldDigest fieldDigest) {
      fieldDigest.field("address").field(recipient).field(street).field(postalCode);
      fieldDigest.field(city).field(region).field(country);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
      return "Address[withheld]";
    }
  }
}
