package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

/** Where keys come from, and what is done while they do not come. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StrictJwtDecoderTest {

  private static final String SUB = "sub";

  private final TestIssuer issuer = TestIssuer.start();

  @TempDir Path folder;

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void keys_are_found_by_discovery() {
    var tokens = withKeys(() -> new StrictJwtDecoder(settings(null, null), Clock.systemUTC()));
    assertThat(tokens.decode(issuer.token("alice", "orders:read")).getSubject()).isEqualTo("alice");
  }

  /** A token is not called invalid because the issuer does not answer. */
  @Test
  void without_keys_an_outage_of_the_issuer_fails_tokens_and_known_keys_survive_it() {
    var tokens = newDecoder();
    var token = issuer.token("alice", "orders:read");
    issuer.goAway();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> tokens.decode(token))
          .isInstanceOf(JwtException.class)
          .isNotInstanceOf(BadJwtException.class);
    }
    issuer.comeBack();
    var later = withKeys(this::newDecoder);
    later.decode(token);
    issuer.goAway();
    later.decode(token);
  }

  @Test
  void an_unknown_key_is_refused_however_often_it_is_tried() {
    var tokens = withKeys(this::newDecoder);
    try (var another = TestIssuer.start()) {
      var claims = another.claims("alice", "").issuer(issuer.name()).build();
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> tokens.decode(another.signed(claims)))
            .isInstanceOf(BadJwtException.class);
      }
    }
  }

  @Test
  void a_public_key_file_verifies_tokens() throws Exception {
    var file = file("PUBLIC KEY", issuer.key().toRSAPublicKey());
    var tokens = new StrictJwtDecoder(settings(null, file), Clock.systemUTC());
    assertThat(tokens.decode(issuer.token("alice", "")).getSubject()).isEqualTo("alice");
    assertThatThrownBy(() -> tokens.decode(issuer.signedByAnother(issuer.claims("a", "").build())))
        .isInstanceOf(BadJwtException.class);
    assertThatThrownBy(
            () -> tokens.decode(issuer.signedByWhatIsPublic(issuer.claims("a", "").build())))
        .isInstanceOf(BadJwtException.class);
  }

  @Test
  void an_unusable_key_file_stops_the_start_with_the_reason() throws Exception {
    var secret = file("PRIVATE KEY", new RSAKeyGenerator(2048).generate().toRSAPrivateKey());
    var elliptic = file("PUBLIC KEY", new ECKeyGenerator(Curve.P_256).generate().toECPublicKey());
    var nonsense = Files.writeString(folder.resolve("nonsense"), "hello").toString();
    refused(settings(null, secret), "private key");
    refused(settings(null, nonsense), "BEGIN PUBLIC KEY");
    refused(settings(null, folder.resolve("missing").toString()), "BEGIN PUBLIC KEY");
    refused(only("RS256", elliptic), "of the kind EC");
  }

  /** Idempotency keys are kept by it. */
  @Test
  void a_token_without_a_storable_subject_is_refused() {
    var tokens = withKeys(this::newDecoder);
    for (var subject : new String[] {null, "", "a\u0000b", "a".repeat(256)}) {
      var token = issuer.signed(issuer.claims("alice", "").subject(subject).build());
      assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);
    }
    tokens.decode(issuer.signed(issuer.claims("\ud83d\ude00".repeat(255), "").build()));
  }

  @Test
  void clock_skew_is_tolerated_up_to_its_limit() {
    var end = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    var token = issuer.signed(issuer.claims("alice", "").expirationTime(Date.from(end)).build());
    assertThatCode(() -> at(end.plusSeconds(25)).decode(token)).doesNotThrowAnyException();
    assertThatThrownBy(() -> at(end.plusSeconds(35)).decode(token))
        .isInstanceOf(BadJwtException.class);
  }

  private StrictJwtDecoder at(Instant time) {
    var clock = Clock.fixed(time, ZoneOffset.UTC);
    return withKeys(() -> new StrictJwtDecoder(settings(URI.create(issuer.keysAt()), null), clock));
  }

  private StrictJwtDecoder newDecoder() {
    return new StrictJwtDecoder(settings(URI.create(issuer.keysAt()), null), Clock.systemUTC());
  }

  /**
   * A new decoder that has fetched the keys. It waits two seconds for them, and an issuer on a busy
   * machine may answer later. Each attempt is by another decoder, because one asks twice only.
   */
  private StrictJwtDecoder withKeys(Supplier<StrictJwtDecoder> decoders) {
    return await().until(decoders::get, this::hasKeys);
  }

  private boolean hasKeys(StrictJwtDecoder tokens) {
    try {
      tokens.decode(issuer.token("alice", ""));
      return true;
    } catch (BadJwtException refused) {
      return true;
    } catch (JwtException unverified) {
      return false;
    }
  }

  private static void refused(TokenProperties settings, String sentence) {
    assertThatThrownBy(() -> new StrictJwtDecoder(settings, Clock.systemUTC()))
        .isInstanceOfSatisfying(
            InvalidConfigurationPropertyValueException.class,
            refusal -> assertThat(refusal.getReason()).contains(sentence));
  }

  private TokenProperties settings(@Nullable URI keys, @Nullable String file) {
    return new TokenProperties(
            issuer.name(),
            TestIssuer.AUDIENCE,
            keys,
            file,
            List.of("RS256", "ES256"),
            Duration.ofSeconds(30),
            SUB)
        .complete();
  }

  private TokenProperties only(String algorithm, String file) {
    return new TokenProperties(
        issuer.name(),
        TestIssuer.AUDIENCE,
        null,
        file,
        List.of(algorithm),
        Duration.ofSeconds(30),
        SUB);
  }

  private String file(String what, Key key) throws IOException {
    var text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    var pem = "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, text);
    return Files.writeString(folder.resolve(what + key.getAlgorithm()), pem).toString();
  }
}
