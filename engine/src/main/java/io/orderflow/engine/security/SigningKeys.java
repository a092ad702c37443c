package io.orderflow.engine.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** By which keys a signature may be checked. An algorithm that was not set has none. */
final class SigningKeys {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration WAIT = Duration.ofSeconds(5);

  /** How long known keys are good for while the issuer cannot be asked. */
  private static final Duration STALE = Duration.ofHours(1);

  /** A token with a key nobody knows makes us ask again: at most twice in this time. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private SigningKeys() {}

  static JWSKeySelector<SecurityContext> published(
      PublishedKeys keys, Set<JWSAlgorithm> algorithms) {
    var source =
        JWKSourceBuilder.create(keys)
            .cache(FRESH.toMillis(), WAIT.toMillis())
            .refreshAheadCache(false)
            .rateLimited(PAUSE.toMillis())
            .outageTolerant(STALE.toMillis())
            .build();
    return new JWSVerificationKeySelector<>(algorithms, source);
  }

  /** The one key in a file, whatever its name; only for algorithms of its kind. */
  static JWSKeySelector<SecurityContext> inFile(String file, Set<JWSAlgorithm> algorithms) {
    JWK jwk = read(file);
    var fitting =
        algorithms.stream()
            .filter(algorithm -> KeyType.forAlgorithm(algorithm).equals(jwk.getKeyType()))
            .collect(Collectors.toUnmodifiableSet());
    if (fitting.isEmpty()) {
      throw SecurityProperties.wrong(
          "algorithms",
          algorithms,
          "The public key is of the kind "
              + jwk.getKeyType()
              + "; name an algorithm of that kind.");
    }
    PublicKey key = publicHalf(file, jwk);
    return (header, _) -> fitting.contains(header.getAlgorithm()) ? List.of(key) : List.of();
  }

  private static JWK read(String file) {
    try {
      return JWK.parseFromPEMEncodedObjects(Files.readString(Path.of(file)));
    } catch (IOException | InvalidPathException | JOSEException unreadable) {
      throw unusable(file, unreadable);
    }
  }

  private static PublicKey publicHalf(String file, JWK jwk) {
    if (jwk.isPrivate()) {
      throw SecurityProperties.wrong(
          "public-key",
          file,
          "It holds a private key, which belongs to the issuer alone: `openssl pkey -pubout` makes"
              + " the public half.");
    }
    try {
      return KeyType.RSA.equals(jwk.getKeyType())
          ? jwk.toRSAKey().toPublicKey()
          : jwk.toECKey().toPublicKey();
    } catch (JOSEException unreadable) {
      throw unusable(file, unreadable);
    }
  }

  private static RuntimeException unusable(String file, Exception why) {
    return SecurityProperties.wrong(
        "public-key",
        file,
        "Set it to a readable file with `-----BEGIN PUBLIC KEY-----`, RSA or EC: " + why);
  }
}
