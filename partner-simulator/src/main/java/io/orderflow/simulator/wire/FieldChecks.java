package io.orderflow.simulator.wire;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validation of request members; each message is meant for the sender. */
public final class FieldChecks {

  public static final int MAX_KEY = 200;
  private static final int MAX_ORDER_ID = 64;
  private static final int MAX_URL = 2048;
  private static final int MAX_LINES = 200;

  private FieldChecks() {}

  public static String key(String name, @Nullable String value) {
    return visible(name, value, MAX_KEY);
  }

  public static String orderId(@Nullable String value) {
    return visible("orderId", value, MAX_ORDER_ID);
  }

  /** Visible ASCII characters only, which are safe in headers, logs and paths. */
  public static String visible(String name, @Nullable String value, int maxLength) {
    boolean fits = value != null && !value.isEmpty() && value.length() <= maxLength;
    if (value == null || !fits || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException(
          name + " must have 1 to " + maxLength + " visible ASCII characters");
    }
    return value;
  }

  public static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  public static <T> List<T> lines(@Nullable List<T> lines) {
    if (lines == null || lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new IllegalArgumentException("lines must have 1 to " + MAX_LINES + " entries");
    }
    if (lines.stream().anyMatch(line -> line == null)) {
      throw new IllegalArgumentException("lines must not hold null");
    }
    return List.copyOf(lines);
  }

  public static String callbackUrl(@Nullable String value) {
    if (value != null && value.length() <= MAX_URL) {
      try {
        URI uri = URI.create(value);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (web && uri.getHost() != null && uri.getUserInfo() == null) {
          return value;
        }
      } catch (IllegalArgumentException malformed) {
        // Rejected below.
      }
    }
    throw new IllegalArgumentException(
        "callbackUrl must be an absolute http or https URL of at most " + MAX_URL + " characters");
  }
}
