package io.orderflow.api;

/** How the payment partner calls one charge of money. At most {@value #MAX_LENGTH} characters. */
public record ChargeId(String value) {

  public static final int MAX_LENGTH = 128;

  public ChargeId {
    Text.require("chargeId", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
