package io.orderflow.web.security;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Knows a person by the access token that came with the login: it must be one that the API accepts,
 * and its scopes are the person's.
 */
final class LoginUserService implements OAuth2UserService<OidcUserRequest, OidcUser> {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 32;
  private static final int LONGEST_NAME = 64;

  private final JwtDecoder accessTokens;
  private final String customerClaim;
  private final Duration lasts;
  private final Clock clock;

  LoginUserService(JwtDecoder accessTokens, String customerClaim, Duration lasts, Clock clock) {
    this.accessTokens = accessTokens;
    this.customerClaim = customerClaim;
    this.lasts = lasts;
    this.clock = clock;
  }

  static String random() {
    var bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    var idToken = request.getIdToken();
    var token = decoded(request.getAccessToken().getTokenValue());
    var subject = Objects.requireNonNull(token.getSubject(), "the decoder requires one");
    if (!subject.equals(idToken.getSubject())) {
      throw refused("The access token is of another person");
    }
    var session =
        new LoginSession(
            subject,
            name(idToken, subject),
            CallerAuthentication.customerText(token, customerClaim),
            CallerAuthentication.scopesOf(token),
            clock.instant().plus(lasts),
            random(),
            token.getTokenValue(),
            idToken.getTokenValue());
    return new LoginUser(idToken, session);
  }

  private Jwt decoded(String accessToken) {
    try {
      return accessTokens.decode(accessToken);
    } catch (BadJwtException bad) {
      throw refused("The API does not accept the access token: " + bad.getMessage());
    } catch (JwtException unverified) {
      throw new AuthenticationServiceException("Cannot verify the access token", unverified);
    }
  }

  private static OAuth2AuthenticationException refused(String why) {
    return new OAuth2AuthenticationException(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, why, null), why);
  }

  private static String name(OidcIdToken token, String subject) {
    return Stream.of(token.getPreferredUsername(), token.getFullName(), token.getEmail())
        .filter(name -> name != null && !name.isBlank() && name.length() <= LONGEST_NAME)
        .findFirst()
        .orElse(subject.length() <= LONGEST_NAME ? subject : subject.substring(0, LONGEST_NAME));
  }
}
