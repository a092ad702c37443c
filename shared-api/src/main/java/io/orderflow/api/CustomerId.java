package io.orderflow.api;

/**
 * Names a customer by a pseudonym: it identifies, but tells nothing about, a person. At most
 * {@value #MAX_LENGTH} characters, none of them a control character.
 */
public record CustomerId(String value) {

  public static final int MAX_LENGTH = 64;

  public CustomerId {
    Text.require("customerId", value, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
