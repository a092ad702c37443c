package io.orderflow.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * A secret as senders of Standard Webhooks take it: {@code whsec_} and a key in Base64. Any other
 * text is a key by its characters.
 */
public final class StandardWebhookSecret {

  private static final String PREFIX = "whsec_";
  private static final int SHORTEST_KEY = 24;

  private StandardWebhookSecret() {}

  /**
   * The key that signs.
   *
   * @throws IllegalArgumentException with a sentence, if what follows {@code whsec_} is no key of
   *     at least 24 bytes
   */
  public static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return secret.getBytes(UTF_8);
    }
    byte[] key = decoded(secret.substring(PREFIX.length()));
    if (key.length < SHORTEST_KEY) {
      throw malformed();
    }
    return key;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException quotesIt) { // so it is no cause
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "A secret that begins with "
            + PREFIX
            + " must go on with at least "
            + SHORTEST_KEY
            + " bytes in Base64; `echo whsec_$(openssl rand -base64 32)` makes a good one.");
  }
}
