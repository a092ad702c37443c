package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys that sign callbacks by HMAC-SHA256, and the tolerance of their clocks. */
final class SigningKeys {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;
  private final Clock clock;

  SigningKeys(List<byte[]> keys, Clock clock) {
    this.keys = keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
    this.clock = clock;
  }

  /**
   * @param seconds since 1970, up to 12 digits
   */
  boolean isFresh(String seconds) {
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), clock.instant());
    return age.abs().compareTo(TOLERANCE) <= 0;
  }

  /**
   * Whether at least one of the signatures is made with one of the keys. Compares every signature
   * with every key in constant time, so the duration reveals nothing.
   *
   * @param prefix what is signed before the body
   * @param claims the signatures that came with it
   */
  boolean isSigned(String prefix, byte[] body, List<byte[]> claims) {
    boolean genuine = false;
    for (var key : keys) {
      byte[] expected = sign(key, prefix, body);
      for (byte[] claimed : claims) {
        genuine |= MessageDigest.isEqual(expected, claimed);
      }
    }
    return genuine;
  }

  private static byte[] sign(SecretKeySpec key, String prefix, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(prefix.getBytes(US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
    }
  }
}
