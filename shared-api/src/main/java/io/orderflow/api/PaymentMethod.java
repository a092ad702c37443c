package io.orderflow.api;

/**
 * The payment partner's token for how the customer pays, such as {@code pm_card_ok}; never a card
 * number. At most {@value #MAX_LENGTH} characters.
 */
public record PaymentMethod(String value) {

  public static final int MAX_LENGTH = 128;

  public PaymentMethod {
    Text.require("paymentMethod", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
