package io.orderflow.callback;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Signatures of Standard Webhooks: HMAC-SHA256 of {@code id.timestamp.body}. Signatures of other
 * versions are ignored, as that specification asks; one of version 1 must be good.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
final class StandardWebhookSignature {

  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURES = "webhook-signature";

  private static final int MOST_SIGNATURES = 8;
  private static final Pattern ID_FORM = Pattern.compile("[\\x21-\\x7e]{1,256}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern OF_ANY_VERSION = Pattern.compile("v[0-9]+[a-z]?,[\\x21-\\x7e]+");
  private static final Pattern OF_VERSION_1 = Pattern.compile("v1,([A-Za-z0-9+/]{43}=)");

  private final SigningKeys keys;

  StandardWebhookSignature(SigningKeys keys) {
    this.keys = keys;
  }

  /**
   * @param signatures one to eight, separated by blanks
   * @param body the body as received
   */
  boolean isGenuine(String id, String timestamp, String signatures, byte[] body) {
    return ID_FORM.matcher(id).matches()
        && SECONDS.matcher(timestamp).matches()
        && keys.isFresh(timestamp)
        && keys.isSigned(id + "." + timestamp + ".", body, claims(signatures));
  }

  /** None where any of them is malformed. */
  private static List<byte[]> claims(String signatures) {
    var all = signatures.split(" ", -1);
    var claims = new ArrayList<byte[]>();
    for (var signature : all) {
      var known = OF_VERSION_1.matcher(signature);
      if (known.matches()) {
        claims.add(Base64.getDecoder().decode(known.group(1)));
      } else if (signature.startsWith("v1,") || !OF_ANY_VERSION.matcher(signature).matches()) {
        return List.of();
      }
    }
    return all.length > MOST_SIGNATURES ? List.of() : claims;
  }
}
