package io.orderflow.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Issues tokens as an identity provider does, and publishes its key; also what others forge. */
public final class TestIssuer implements AutoCloseable {

  public static final String AUDIENCE = "orderflow-test";

  private final RSAKey key = generate("test");
  private final RSAKey anotherKey = generate("test");
  private final HttpServer web;
  private volatile boolean away;
  private volatile @Nullable TestProvider provider;

  private TestIssuer(HttpServer web) {
    this.web = web;
    web.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] said = said(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(away ? 500 : 200, said.length);
            exchange.getResponseBody().write(said);
          }
        });
    web.start();
  }

  public static TestIssuer start() {
    try {
      var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var issuer = new TestIssuer(HttpServer.create(anyPort, 0));
      issuer.answerOnce();
      return issuer;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot start an issuer for the tests", failed);
    }
  }

  /** The first answer takes longest, and what asks for it in a test waits for two seconds. */
  private void answerOnce() throws IOException {
    try (var answer = URI.create(keysAt()).toURL().openStream()) {
      answer.transferTo(OutputStream.nullOutputStream());
    }
  }

  private String said(String path) {
    return path.equals("/keys")
        ? new JWKSet(key.toPublicJWK()).toString()
        : "{\"issuer\":\"" + name() + "\",\"jwks_uri\":\"" + keysAt() + "\"}";
  }

  /** Tokens from here on are from this provider, which has the same key. */
  public void signFor(TestProvider provider) {
    this.provider = provider;
  }

  /** What its tokens say who they are from. */
  public String name() {
    var login = provider;
    return login == null ? ownAddress() : login.name();
  }

  private String ownAddress() {
    return "http://127.0.0.1:" + web.getAddress().getPort();
  }

  public String keysAt() {
    return ownAddress() + "/keys";
  }

  RSAKey key() {
    return key;
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /** A token as it should be. */
  public String token(String customer, String scopes) {
    return signed(claims(customer, scopes).build());
  }

  /** What the claims of {@link #token} are, to be bent. */
  public JWTClaimsSet.Builder claims(String customer, String scopes) {
    return new JWTClaimsSet.Builder()
        .issuer(name())
        .audience(AUDIENCE)
        .subject(customer)
        .claim("scope", scopes)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  public String signed(JWTClaimsSet claims) {
    return signed(claims, JWSAlgorithm.RS256, signer(key));
  }

  /** By a key of the same name that is not the issuer's. */
  public String signedByAnother(JWTClaimsSet claims) {
    return signed(claims, JWSAlgorithm.RS256, signer(anotherKey));
  }

  /** By an algorithm that was not set, though with the right key. */
  public String signedOtherwise(JWTClaimsSet claims) {
    return signed(claims, JWSAlgorithm.PS512, signer(key));
  }

  public String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  /** By a secret that everybody knows: the public key's text. */
  public String signedByWhatIsPublic(JWTClaimsSet claims) {
    try {
      return signed(
          claims,
          JWSAlgorithm.HS256,
          new MACSigner(key.toPublicJWK().toRSAPublicKey().getEncoded()));
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) {
    try {
      var token =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static JWSSigner signer(RSAKey key) {
    try {
      return new RSASSASigner(key);
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static RSAKey generate(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    web.stop(0);
  }
}
