package io.orderflow.api;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a client notes on an order, to sort and find its orders by: at most {@value #MAX} keys, each
 * with one value. orderflow itself decides nothing by them. They are part of the order's events and
 * stay there, so they must not hold personal data.
 *
 * <p>A key has 1 to {@value #MAX_KEY_LENGTH} lower-case letters, digits, dots, dashes and
 * underscores and begins with a letter. A value has 1 to {@value #MAX_VALUE_LENGTH} characters, no
 * control characters among them.
 *
 * @param values by key, in the order of their keys
 */
public record Labels(Map<String, String> values) {

  public static final int MAX = 20;
  public static final int MAX_KEY_LENGTH = 40;
  public static final int MAX_VALUE_LENGTH = 100;

  public static final Labels NONE = new Labels(Map.of());

  private static final Pattern KEY =
      Pattern.compile("[a-z][a-z0-9._-]{0," + (MAX_KEY_LENGTH - 1) + "}");

  /**
   * @throws IllegalArgumentException with a sentence fit for a client
   */
  public Labels {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    if (values.size() > MAX) {
      throw new IllegalArgumentException("must have at most " + MAX + " labels");
    }
    values.forEach(
        (key, value) -> {
          requireKey(key);
          Text.require("label " + key, value, MAX_VALUE_LENGTH);
        });
  }

  /**
   * @throws IllegalArgumentException if no label can have this key
   */
  public static String requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "a label's key must have 1 to "
              + MAX_KEY_LENGTH
              + " characters, lower-case letters, digits, dots, dashes or underscores, and begin"
              + " with a letter");
    }
    return key;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Those of {@code others} that are not the same here. */
  public Labels differing(Labels others) {
    var differing = new TreeMap<>(others.values);
    differing.entrySet().removeAll(values.entrySet());
    return new Labels(differing);
  }

  /** How many there would be after {@link #changed}. */
  public int countAfter(Labels set, Collection<String> removed) {
    var keys = new HashSet<>(values.keySet());
    removed.forEach(keys::remove);
    keys.addAll(set.values.keySet());
    return keys.size();
  }

  /**
   * These labels without those that are removed and with those that are set.
   *
   * @throws IllegalArgumentException if they are more than {@value #MAX} then
   */
  public Labels changed(Labels set, Collection<String> removed) {
    var changed = new TreeMap<>(values);
    removed.forEach(changed::remove);
    changed.putAll(set.values);
    return new Labels(changed);
  }
}
