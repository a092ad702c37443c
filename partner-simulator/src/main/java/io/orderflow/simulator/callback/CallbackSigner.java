package io.orderflow.simulator.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs callbacks by rule 12 of docs/partners/README.md. */
final class CallbackSigner {

  static final String HEADER = "Orderflow-Signature";
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  CallbackSigner(String secret) {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  String of(String body, Instant now) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      byte[] signed = (now.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
      return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(signed));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
