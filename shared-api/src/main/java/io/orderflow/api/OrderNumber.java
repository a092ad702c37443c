package io.orderflow.api;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The number by which people call an order: the year in which it was placed (UTC) and a count
 * within that year, such as {@code 2026-004711}. The count has six digits, and more from the
 * millionth order of a year on. No two orders have the same number; not every number is an order's.
 */
public record OrderNumber(String value) {

  private static final Pattern ALLOWED = Pattern.compile("[0-9]{4}-([0-9]{6}|[1-9][0-9]{6,12})");

  /**
   * @throws IllegalArgumentException if the text is not a number in its one spelling
   */
  public OrderNumber {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "number must be a year, a dash and at least six digits, such as 2026-004711");
    }
  }

  public static OrderNumber of(int year, long count) {
    return new OrderNumber(String.format(Locale.ROOT, "%04d-%06d", year, count));
  }

  /** The year in which the order was placed (UTC). */
  public int year() {
    return Integer.parseInt(value.substring(0, value.indexOf('-')));
  }

  @Override
  public String toString() {
    return value;
  }
}
