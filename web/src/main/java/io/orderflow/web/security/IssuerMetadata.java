package io.orderflow.web.security;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the issuer publishes of itself (OpenID Connect Discovery), read when it is needed. */
final class IssuerMetadata {

  private static final int CONNECT_MS = 2_000;
  private static final int READ_MS = 2_000;
  private static final int MOST_BYTES = 256 * 1024;

  private final TokenProperties properties;
  private final ResourceRetriever web =
      new DefaultResourceRetriever(CONNECT_MS, READ_MS, MOST_BYTES);

  IssuerMetadata(TokenProperties properties) {
    this.properties = properties;
  }

  /**
   * @throws IOException if the issuer does not answer, or another one does
   */
  Map<String, Object> read() throws IOException {
    Map<String, Object> document;
    try {
      document =
          JsonMapper.shared().readValue(read(properties.discovery()), new TypeReference<>() {});
    } catch (JacksonException wrong) {
      throw new IOException(properties.discovery() + " is not JSON", wrong);
    }
    if (!properties.issuer().equals(document.get("issuer"))) {
      throw new IOException(properties.discovery() + " belongs to another issuer");
    }
    return document;
  }

  /**
   * @throws IOException if there is no answer
   */
  String read(URI place) throws IOException {
    try {
      return web.retrieveResource(place.toURL()).getContent();
    } catch (IllegalArgumentException relative) {
      throw new IOException("Not an absolute URL: " + place, relative);
    }
  }
}
