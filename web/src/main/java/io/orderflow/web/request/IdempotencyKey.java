package io.orderflow.web.request;

import java.util.regex.Pattern;

/**
 * The client's own name for one request, by which a repetition is recognized. 1 to 255 printable
 * ASCII characters; best a random one, used once. Taken as it is: quotes are part of it.
 */
public record IdempotencyKey(String value) {

  public static final String HEADER = "Idempotency-Key";

  /** The header of an answer to a request that was answered before, or found already done. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,255}");

  public IdempotencyKey {
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException(HEADER + " must have 1 to 255 printable ASCII characters");
    }
  }

  /** Kept out of logs: whoever knows the key can repeat the request. */
  @Override
  public String toString() {
    return "IdempotencyKey[withheld]";
  }
}
