package io.orderflow.simulator.book;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a request asked for. Nothing personal is in it.
 *
 * @param fingerprint what a repeat under the same key must agree in; null when only an undo came
 * @param magic the payment method or SKU that decides how the partner behaves
 * @param callbackUrl where the last request with this key wants to be told
 */
public record RequestTerms(
    String orderId,
    @Nullable String fingerprint,
    @Nullable String magic,
    @Nullable PartnerMoney amount,
    @Nullable String callbackUrl) {

  /** The terms of a key of which only the undo has been seen. */
  public static RequestTerms unseen(String orderId) {
    return new RequestTerms(orderId, null, null, null, null);
  }

  /** Whether a repeat asks for the same; a key that was fenced before it was seen fits anything. */
  public boolean fits(RequestTerms repeat) {
    return orderId.equals(repeat.orderId)
        && (fingerprint == null || fingerprint.equals(repeat.fingerprint));
  }

  RequestTerms tellingTo(@Nullable String url) {
    return new RequestTerms(orderId, fingerprint, magic, amount, url);
  }

  /** A short digest, so that a long request costs no more memory than a short one. */
  public static String fingerprint(String canonicalRequest) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(canonicalRequest.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
