package io.orderflow.ordering;

import java.util.regex.Pattern;

/**
 * The client's own name for one request, by which a repetition is recognized. 1 to 255 printable
 * ASCII characters; best a random one, used once.
 */
record IdempotencyKey(String value) {

  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,255}");

  IdempotencyKey {
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Idempotency-Key must have 1 to 255 printable ASCII characters");
    }
  }

  /** Kept out of logs: whoever knows the key can repeat the request. */
  @Override
  public String toString() {
    return "IdempotencyKey[withheld]";
  }
}
