package io.orderflow.web.security;

import com.nimbusds.jose.JWSAlgorithm;
import io.orderflow.engine.settings.SettingRange;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Which tokens are accepted, in token mode.
 *
 * @param issuer what the claim {@code iss} must be
 * @param audience what the claim {@code aud} must contain
 * @param jwkSetUri where the issuer publishes its keys
 * @param publicKey the file of its one key, in PEM; without either, OpenID Connect Discovery finds
 *     the keys
 * @param algorithms of signatures; asymmetric ones only
 * @param clockSkew tolerated difference between the issuer's clock and ours (0s–2m)
 * @param customerClaim which claim names the customer
 */
@ConfigurationProperties("orderflow.security")
record TokenProperties(
    @DefaultValue("") String issuer,
    @DefaultValue("") String audience,
    @Nullable URI jwkSetUri,
    @Nullable String publicKey,
    @DefaultValue({"RS256", "ES256"}) List<String> algorithms,
    @DefaultValue("30s") Duration clockSkew,
    @DefaultValue("sub") String customerClaim) {

  private static final String PREFIX = "orderflow.security.";
  private static final List<String> ASYMMETRIC = asymmetric();

  TokenProperties {
    algorithms = List.copyOf(algorithms);
    publicKey = StringUtils.hasText(publicKey) ? publicKey : null;
    jwkSetUri = jwkSetUri == null || jwkSetUri.toString().isBlank() ? null : jwkSetUri;
    SettingRange.require("orderflow.security.clock-skew", clockSkew, "0s", "2m");
    if (algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
      throw wrong("algorithms", algorithms, "Set it to some of " + ASYMMETRIC + ".");
    }
    if (customerClaim.isBlank()) {
      throw wrong("customer-claim", customerClaim, "Set it to a claim such as sub.");
    }
  }

  /** These settings, checked for token mode. */
  TokenProperties complete() {
    if (audience.isBlank()) {
      throw wrong(
          "audience",
          "missing",
          "Set it (ORDERFLOW_SECURITY_AUDIENCE) to what the issuer puts into aud for this service,"
              + " so that a token meant for another one is not accepted here.");
    }
    if (jwkSetUri != null && publicKey != null) {
      throw wrong("public-key", publicKey, "Give this or jwk-set-uri, not both.");
    }
    if (jwkSetUri != null && !isHttp(jwkSetUri)) {
      throw wrong("jwk-set-uri", jwkSetUri, "Set it to an address that begins with https://.");
    }
    if (jwkSetUri == null && publicKey == null && !hasDiscovery()) {
      throw wrong(
          "issuer",
          issuer,
          "The issuer is not a URL, so its keys cannot be found: set"
              + " orderflow.security.jwk-set-uri (ORDERFLOW_SECURITY_JWKSETURI) or"
              + " orderflow.security.public-key (ORDERFLOW_SECURITY_PUBLICKEY).");
    }
    return this;
  }

  Set<JWSAlgorithm> jwsAlgorithms() {
    return algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the issuer can be asked for its metadata. */
  boolean hasDiscovery() {
    return isHttp(issuerUri());
  }

  /** The issuer's metadata (OpenID Connect Discovery). */
  URI discovery() {
    return URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
  }

  private @Nullable URI issuerUri() {
    try {
      return URI.create(issuer);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  private static boolean isHttp(@Nullable URI uri) {
    return uri != null
        && uri.getHost() != null
        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
  }

  private static List<String> asymmetric() {
    var names = new ArrayList<String>();
    JWSAlgorithm.Family.RSA.forEach(algorithm -> names.add(algorithm.getName()));
    JWSAlgorithm.Family.EC.forEach(algorithm -> names.add(algorithm.getName()));
    names.remove(JWSAlgorithm.ES256K.getName());
    return names.stream().sorted().toList();
  }

  static InvalidConfigurationPropertyValueException wrong(
      String name, Object value, String remedy) {
    return new InvalidConfigurationPropertyValueException(PREFIX + name, value, remedy);
  }
}
