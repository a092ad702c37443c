package io.orderflow.web.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Accepts a token only if the configured issuer signed it by a configured algorithm for this
 * audience, and it is valid now. A token without an expiry is refused.
 *
 * <p>The decoding is Spring Security's. Added here: the type {@code at+jwt}, a required expiry, the
 * form of the subject, and "unknown key" as an invalid token, which {@link NimbusJwtDecoder}
 * reports like an unreachable issuer.
 */
final class StrictJwtDecoder implements JwtDecoder {

  private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");

  /** Some 100 bytes each. */
  private static final int REMEMBERED_SIGNATURES = 2_000;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final NimbusJwtDecoder signed;
  private final IssuerKeySource published;

  StrictJwtDecoder(TokenProperties properties, Clock clock) {
    published = new IssuerKeySource(properties);
    processor.setJWSKeySelector(keys(properties));
    processor.setJWSVerifierFactory(new SignatureCachingVerifierFactory(REMEMBERED_SIGNATURES));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier((_, _) -> {}); // the validator below checks the claims
    signed = new NimbusJwtDecoder(processor);
    signed.setJwtValidator(validator(properties, clock));
  }

  /** For ID tokens, which the same keys sign for a client. */
  JwtDecoder ofIdTokens(ClientRegistration client, TokenProperties properties, Clock clock) {
    var validator = new OidcIdTokenValidator(client);
    validator.setClockSkew(properties.clockSkew());
    validator.setClock(clock);
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(validator);
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    return decoder;
  }

  private JWSKeySelector<SecurityContext> keys(TokenProperties properties) {
    String file = properties.publicKey();
    return file == null
        ? JwtKeySelector.published(published, properties.jwsAlgorithms())
        : JwtKeySelector.inFile(file, properties.jwsAlgorithms());
  }

  private static OAuth2TokenValidator<Jwt> validator(TokenProperties properties, Clock clock) {
    var time = new JwtTimestampValidator(properties.clockSkew());
    time.setClock(clock);
    time.setAllowEmptyExpiryClaim(false);
    return new DelegatingOAuth2TokenValidator<>(
        time,
        new JwtIssuerValidator(properties.issuer()),
        new JwtAudienceValidator(properties.audience()),
        StrictJwtDecoder::checkSubject);
  }

  /** The subject scopes idempotency keys and is stored with them. */
  private static OAuth2TokenValidatorResult checkSubject(Jwt token) {
    String subject = token.getSubject();
    return subject != null && SUBJECT.matcher(subject).matches()
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(
            new OAuth2Error(
                OAuth2ErrorCodes.INVALID_TOKEN,
                "sub must have 1 to 255 characters, no control characters",
                null));
  }

  /**
   * @throws BadJwtException if the token is invalid
   * @throws JwtException if it cannot be verified now
   */
  @Override
  public Jwt decode(String token) {
    try {
      return signed.decode(token);
    } catch (BadJwtException bad) {
      throw bad;
    } catch (JwtException unverified) {
      // The issuer answered a moment ago and has no such key.
      if (published.answering() && unverified.getCause() instanceof RateLimitReachedException) {
        throw new BadJwtException("Signed by an unknown key", unverified);
      }
      throw unverified;
    }
  }
}
