package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.inbox.CallbackProperties;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rejects forged, altered and replayed callbacks. */
@Component
class SignatureVerifier {

  static final String HEADER = "Orderflow-Signature";

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";

  /** During a rotation a partner signs with the old and the new secret. */
  private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,4})");

  private static final Pattern SIGNATURE = Pattern.compile(",v1=([0-9a-f]{64})");

  private final List<SecretKeySpec> secrets;
  private final Clock clock;

  SignatureVerifier(CallbackProperties properties, Clock clock) {
    this.secrets =
        properties.secrets().stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
            .toList();
    this.clock = clock;
  }

  /**
   * @param header the one signature header, with one to four signatures; null where there is none
   * @param body the body as received
   */
  boolean isGenuine(@Nullable String header, byte[] body) {
    if (header == null) {
      return false;
    }
    var form = FORM.matcher(header);
    return form.matches() && isFresh(form.group(1)) && isSigned(form.group(1), form.group(2), body);
  }

  private boolean isFresh(String seconds) {
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), clock.instant());
    return age.abs().compareTo(TOLERANCE) <= 0;
  }

  /**
   * One match is enough. Compares every signature with every secret in constant time, so the
   * duration reveals nothing.
   */
  private boolean isSigned(String seconds, String signatures, byte[] body) {
    var claims =
        SIGNATURE
            .matcher(signatures)
            .results()
            .map(each -> HexFormat.of().parseHex(each.group(1)))
            .toList();
    boolean genuine = false;
    for (var secret : secrets) {
      byte[] expected = sign(secret, seconds, body);
      for (byte[] claimed : claims) {
        genuine |= MessageDigest.isEqual(expected, claimed);
      }
    }
    return genuine;
  }

  private static byte[] sign(SecretKeySpec secret, String seconds, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update((seconds + ".").getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
    }
  }
}
