package io.orderflow.api;

import java.util.regex.Pattern;

/**
 * A stock-keeping unit: what the catalog calls a product. One to {@value #MAX_LENGTH} letters,
 * digits, dots, dashes and underscores, so that it can stand in a path without escaping. Upper and
 * lower case differ.
 */
public record Sku(String value) implements Comparable<Sku> {

  public static final int MAX_LENGTH = 64;
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_LENGTH - 1) + "}");

  public Sku {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "sku must have 1 to " + MAX_LENGTH + " letters, digits, dots, dashes or underscores");
    }
  }

  /** The order in which the rows of several products are locked. */
  @Override
  public int compareTo(Sku other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
