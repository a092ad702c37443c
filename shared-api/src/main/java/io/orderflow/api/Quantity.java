package io.orderflow.api;

/** How many pieces of one product: {@value #MIN} to {@value #MAX}. */
public record Quantity(int value) {

  public static final int MIN = 1;
  public static final int MAX = 10_000;

  public Quantity {
    if (value < MIN || value > MAX) {
      throw new IllegalArgumentException("quantity must be between " + MIN + " and " + MAX);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
