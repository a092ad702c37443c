package io.orderflow.api;

/**
 * The client's own word for an order, such as a cart or purchase-order number. At most {@value
 * #MAX_LENGTH} characters.
 */
public record Reference(String value) {

  public static final int MAX_LENGTH = 100;

  public Reference {
    Text.require("reference", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
