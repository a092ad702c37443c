package io.orderflow.simulator.notification;

import io.orderflow.simulator.ledger.PartnerMoney;
import io.orderflow.simulator.ledger.RequestTerms;
import io.orderflow.simulator.wire.FieldChecks;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Its facts depend on the kind; a fact that is not the kind's is refused. */
record NotificationRequest(
    String kind,
    String orderId,
    @Nullable String orderNumber,
    String customerId,
    String occurredAt,
    @Nullable PartnerMoney total,
    @Nullable List<Item> items,
    @Nullable PartnerMoney amount,
    @Nullable String chargeId,
    @Nullable String trackingNumber,
    @Nullable String reason) {

  private static final Set<String> KINDS =
      Set.of("created", "paid", "payment-failed", "shipped", "delivered", "cancelled", "refunded");
  private static final int MAX_NUMBER = 32;
  private static final int MAX_CUSTOMER_ID = 64;
  private static final int MAX_CHARGE_ID = 128;
  private static final int MAX_TRACKING_NUMBER = 128;
  private static final int MAX_REASON = 64;

  NotificationRequest {
    if (kind == null || !KINDS.contains(kind)) {
      throw new IllegalArgumentException("kind must be one of the contract's");
    }
    orderId = FieldChecks.orderId(orderId);
    customerId = customerId(customerId);
    occurredAt = time(occurredAt);
    items = items == null ? null : FieldChecks.lines(items);
    checkOptional("orderNumber", orderNumber, MAX_NUMBER);
    checkOptional("chargeId", chargeId, MAX_CHARGE_ID);
    checkOptional("trackingNumber", trackingNumber, MAX_TRACKING_NUMBER);
    checkOptional("reason", reason, MAX_REASON);
    checkFact("total", total, kind, "created");
    checkFact("items", items, kind, "created");
    checkFact("chargeId", chargeId, kind, "refunded");
    checkFact("reason", reason, kind, "cancelled");
    if (kind.equals("refunded")) {
      amount = FieldChecks.present("amount", amount);
    }
    if (amount != null && !kind.equals("refunded") && !kind.equals("paid")) {
      throw new IllegalArgumentException("amount is no fact of " + kind);
    }
    if (trackingNumber != null && !kind.equals("shipped")) {
      throw new IllegalArgumentException("trackingNumber is no fact of " + kind);
    }
  }

  /** The customer selects the behavior. */
  RequestTerms terms() {
    return new RequestTerms(orderId, RequestTerms.fingerprint(toString()), customerId, null, null);
  }

  /** Other partners see no customer, so this has no limits of its own but orderflow's. */
  private static String customerId(@Nullable String value) {
    if (value == null
        || value.isBlank()
        || value.length() > MAX_CUSTOMER_ID
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "customerId must have 1 to " + MAX_CUSTOMER_ID + " characters, none of them a control");
    }
    return value;
  }

  private static String time(@Nullable String value) {
    try {
      return Instant.parse(FieldChecks.present("occurredAt", value)).toString();
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "occurredAt must be a time such as 2026-03-01T10:15:30Z", malformed);
    }
  }

  private static void checkOptional(String name, @Nullable String value, int maxLength) {
    if (value != null) {
      var _ = FieldChecks.visible(name, value, maxLength);
    }
  }

  /** A fact that notifications of one kind have, and no others. */
  private static void checkFact(String name, @Nullable Object value, String kind, String only) {
    if (kind.equals(only)) {
      var _ = FieldChecks.present(name, value);
    } else if (value != null) {
      throw new IllegalArgumentException(name + " is no fact of " + kind);
    }
  }

  record Item(String sku, String name, int quantity) {

    private static final int MAX_SKU = 64;
    private static final int MAX_NAME = 200;
    private static final int MAX_QUANTITY = 1_000_000_000;

    Item {
      sku = FieldChecks.visible("sku", sku, MAX_SKU);
      if (name == null || name.isBlank() || name.length() > MAX_NAME) {
        throw new IllegalArgumentException("name must have 1 to " + MAX_NAME + " characters");
      }
      if (quantity < 1 || quantity > MAX_QUANTITY) {
        throw new IllegalArgumentException("quantity must be between 1 and " + MAX_QUANTITY);
      }
    }
  }
}
