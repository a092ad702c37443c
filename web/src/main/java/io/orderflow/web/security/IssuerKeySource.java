package io.orderflow.web.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Fetches the issuer's published keys when a token needs them, not at the start. */
final class IssuerKeySource implements JWKSetSource<SecurityContext> {

  private final TokenProperties properties;
  private final IssuerMetadata issuer;
  private volatile boolean answering;

  IssuerKeySource(TokenProperties properties) {
    this.properties = properties;
    this.issuer = new IssuerMetadata(properties);
  }

  /** Whether the last request to the issuer succeeded. */
  boolean answering() {
    return answering;
  }

  @Override
  public JWKSet getJWKSet(
      @Nullable JWKSetCacheRefreshEvaluator why, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    answering = false;
    try {
      var keys = JWKSet.parse(issuer.read(location()));
      answering = true;
      return keys;
    } catch (IOException away) {
      throw new JWKSetRetrievalException("The issuer's keys cannot be read", away);
    } catch (ParseException wrong) {
      throw new JWKSetParseException("The issuer's answer is not a JSON Web Key Set", wrong);
    }
  }

  private URI location() throws IOException {
    if (properties.jwkSetUri() != null) {
      return properties.jwkSetUri();
    }
    return issuer.read().get("jwks_uri") instanceof String place
        ? URI.create(place)
        : URI.create("");
  }

  @Override
  public void close() {}
}
