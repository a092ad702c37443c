package io.orderflow.api;

/** The one check behind every textual value: not blank, no control characters, bounded. */
final class Text {

  private Text() {}

  /**
   * @param name how the value is called in the error, for instance {@code customerId}
   * @throws IllegalArgumentException with a sentence fit for a client
   */
  static String require(String name, String value, int maxLength) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    if (value.codePointCount(0, value.length()) > maxLength) {
      throw new IllegalArgumentException(name + " must have at most " + maxLength + " characters");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + " must not contain control characters");
    }
    return value;
  }
}
