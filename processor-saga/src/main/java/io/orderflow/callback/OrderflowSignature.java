package io.orderflow.callback;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** orderflow's own signature header, by docs/partners/README.md. */
final class OrderflowSignature {

  static final String HEADER = "Orderflow-Signature";

  /** During a rotation a partner signs with the old and the new secret. */
  private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,4})");

  private static final Pattern SIGNATURE = Pattern.compile(",v1=([0-9a-f]{64})");

  private final SigningKeys keys;

  OrderflowSignature(SigningKeys keys) {
    this.keys = keys;
  }

  /**
   * @param header with one to four signatures, of which one must be good
   * @param body the body as received
   */
  boolean isGenuine(String header, byte[] body) {
    var form = FORM.matcher(header);
    if (!form.matches() || !keys.isFresh(form.group(1))) {
      return false;
    }
    var claims =
        SIGNATURE
            .matcher(form.group(2))
            .results()
            .map(each -> HexFormat.of().parseHex(each.group(1)))
            .toList();
    return keys.isSigned(form.group(1) + ".", body, claims);
  }
}
