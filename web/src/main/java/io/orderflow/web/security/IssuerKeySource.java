package io.orderflow.web.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Fetches the issuer's published keys when a token needs them, not at the start. */
final class IssuerKeySource implements JWKSetSource<SecurityContext> {

  private static final int CONNECT_MS = 2_000;
  private static final int READ_MS = 2_000;
  private static final int MOST_BYTES = 256 * 1024;

  private final TokenProperties properties;
  private final ResourceRetriever web =
      new DefaultResourceRetriever(CONNECT_MS, READ_MS, MOST_BYTES);
  private volatile boolean answering;

  IssuerKeySource(TokenProperties properties) {
    this.properties = properties;
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
      var keys = JWKSet.parse(read(location()));
      answering = true;
      return keys;
    } catch (IOException away) {
      throw new JWKSetRetrievalException("The issuer's keys cannot be read", away);
    } catch (ParseException | JacksonException wrong) {
      throw new JWKSetParseException("The issuer's answer is not a JSON Web Key Set", wrong);
    }
  }

  private URI location() throws IOException {
    if (properties.jwkSetUri() != null) {
      return properties.jwkSetUri();
    }
    var document = JsonMapper.shared().readTree(read(properties.discovery()));
    if (!document.path("issuer").asString("").equals(properties.issuer())) {
      throw new IOException(properties.discovery() + " belongs to another issuer");
    }
    return URI.create(document.path("jwks_uri").asString(""));
  }

  private String read(URI place) throws IOException {
    try {
      return web.retrieveResource(place.toURL()).getContent();
    } catch (IllegalArgumentException relative) {
      throw new IOException("Not an absolute URL: " + place, relative);
    }
  }

  @Override
  public void close() {}
}
