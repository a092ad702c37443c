package io.orderflow.web.request;

import java.util.regex.Pattern;

/**
 * The client's name for one request, by which a repetition is recognized: 1 to 255 printable ASCII
 * characters, best random and used once. Quotes are part of it. This is the value alone: a
 * repetition is recognized by the resource that the request creates.
 */
public record IdempotencyKey(String value) {

  public static final String HEADER = "Idempotency-Key";

  /** The response header that marks the answer to a repeated request. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,255}");

  public IdempotencyKey {
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException(HEADER + " must have 1 to 255 printable ASCII characters");
    }
  }

  /** Keeps the key out of logs: it would allow repeating the request. */
  @Override
  public String toString() {
    return "IdempotencyKey[withheld]";
  }
}
