package io.orderflow.web.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Selects the keys that verify a signature, only for the configured algorithms.
 *
 * <p>Spring Security's {@code withJwkSetUri} neither tolerates an outage of the issuer for longer
 * than its cache, nor limits how often tokens with unknown keys make it ask; and its {@code
 * withPublicKey} takes RSA keys only.
 */
final class JwtKeySelector {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration WAIT = Duration.ofSeconds(5);

  /** How long known keys are used while the issuer is unreachable. */
  private static final Duration STALE = Duration.ofHours(1);

  /** A token with an unknown key causes a new request to the issuer: at most twice in this time. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private JwtKeySelector() {}

  static JWSKeySelector<SecurityContext> published(
      IssuerKeySource keys, Set<JWSAlgorithm> algorithms) {
    var source =
        JWKSourceBuilder.create(keys)
            .cache(FRESH.toMillis(), WAIT.toMillis())
            .refreshAheadCache(false)
            .rateLimited(PAUSE.toMillis())
            .outageTolerant(STALE.toMillis())
            .build();
    return new JWSVerificationKeySelector<>(algorithms, source);
  }

  /** The one key in a file, for all key ids, and only for algorithms of its kind. */
  static JWSKeySelector<SecurityContext> inFile(String file, Set<JWSAlgorithm> algorithms) {
    PublicKey key = read(file);
    var kind = key instanceof RSAPublicKey ? JWSAlgorithm.Family.RSA : JWSAlgorithm.Family.EC;
    var fitting =
        algorithms.stream().filter(kind::contains).collect(Collectors.toUnmodifiableSet());
    if (fitting.isEmpty()) {
      throw TokenProperties.wrong(
          "algorithms",
          algorithms,
          "The public key is of the kind "
              + key.getAlgorithm()
              + "; name an algorithm of that kind.");
    }
    return (header, _) -> fitting.contains(header.getAlgorithm()) ? List.of(key) : List.of();
  }

  private static PublicKey read(String file) {
    try {
      String text = Files.readString(Path.of(file));
      if (text.contains("PRIVATE KEY")) {
        throw TokenProperties.wrong(
            "public-key",
            file,
            "It holds a private key, which only the issuer may have: `openssl pkey -pubout`"
                + " writes the public key.");
      }
      return decoded(text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", ""));
    } catch (IOException | IllegalArgumentException | GeneralSecurityException unreadable) {
      throw TokenProperties.wrong(
          "public-key",
          file,
          "Set it to a readable file with -----BEGIN PUBLIC KEY-----, RSA or EC; it failed by "
              + unreadable);
    }
  }

  private static PublicKey decoded(String base64) throws GeneralSecurityException {
    var key = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
    try {
      return KeyFactory.getInstance("RSA").generatePublic(key);
    } catch (InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePublic(key);
    }
  }
}
