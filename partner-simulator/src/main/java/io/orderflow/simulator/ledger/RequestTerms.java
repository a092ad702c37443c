package io.orderflow.simulator.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request, without personal data.
 *
 * @param fingerprint must be the same in every repeat; null if only an undo has arrived
 * @param magic the payment method, SKU or customer that selects the partner's behavior
 * @param callbackUrl the one named by the last request with this key
 */
public record RequestTerms(
    String orderId,
    @Nullable String fingerprint,
    @Nullable String magic,
    @Nullable PartnerMoney amount,
    @Nullable String callbackUrl) {

  /** The terms of a key of which only the undo has arrived. */
  public static RequestTerms unseen(String orderId) {
    return new RequestTerms(orderId, null, null, null, null);
  }

  /** Whether a repeat is the same request; any request fits a key that was fenced before. */
  public boolean fits(RequestTerms repeat) {
    return orderId.equals(repeat.orderId)
        && (fingerprint == null || fingerprint.equals(repeat.fingerprint));
  }

  RequestTerms withCallbackUrl(@Nullable String url) {
    return new RequestTerms(orderId, fingerprint, magic, amount, url);
  }

  /** A short digest, so that long requests take no more memory than short ones. */
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
