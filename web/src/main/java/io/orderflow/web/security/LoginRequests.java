package io.orderflow.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * Logins that have begun, each in a cookie of its own until the provider answers: several windows
 * may log in at once, and any replica takes the answer.
 */
final class LoginRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String COOKIE = "orderflow-login-";
  private static final Pattern NAMING = Pattern.compile("([A-Za-z0-9_-]{12})[A-Za-z0-9_=-]{0,88}");
  private static final String RETURN = LoginRequests.class.getName() + ".return";

  private final SealedCookies<Begun> cookies;
  private final LoginClient client;
  private final LoginReturn returning;
  private final Clock clock;

  LoginRequests(
      SealedCookies<Begun> cookies, LoginClient client, LoginReturn returning, Clock clock) {
    this.cookies = cookies;
    this.client = client;
    this.returning = returning;
    this.clock = clock;
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest begun,
      HttpServletRequest request,
      HttpServletResponse response) {
    var state = begun == null ? null : begun.getState();
    if (begun == null || state == null) {
      return;
    }
    var kept =
        new Begun(
            state,
            attribute(begun, OidcParameterNames.NONCE),
            attribute(begun, PkceParameterNames.CODE_VERIFIER),
            returning.asked(request),
            clock.instant().plus(PATIENCE));
    cookies.set(response, COOKIE + naming(state), cookies.seal(kept), PATIENCE);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    var begun = begun(request);
    return begun == null ? null : authorizationRequest(begun);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    var begun = begun(request);
    if (begun == null) {
      return null;
    }
    cookies.remove(response, COOKIE + naming(begun.state()));
    request.setAttribute(RETURN, begun.to());
    return authorizationRequest(begun);
  }

  /** Where the login that this request answers was to lead. */
  static String returnOf(HttpServletRequest answer) {
    return (String) Objects.requireNonNull(answer.getAttribute(RETURN), "no login was answered");
  }

  private @Nullable Begun begun(HttpServletRequest request) {
    var state = request.getParameter(OAuth2ParameterNames.STATE);
    if (state == null || !NAMING.matcher(state).matches()) {
      return null;
    }
    var begun = cookies.open(request, COOKIE + naming(state));
    return begun != null && begun.state().equals(state) && clock.instant().isBefore(begun.until())
        ? begun
        : null;
  }

  private OAuth2AuthorizationRequest authorizationRequest(Begun begun) {
    var registration = client.findByRegistrationId(LoginClient.ID);
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(
            Objects.requireNonNull(
                registration.getProviderDetails().getAuthorizationUri(), "published"))
        .clientId(registration.getClientId())
        .redirectUri(registration.getRedirectUri())
        .scopes(registration.getScopes())
        .state(begun.state())
        .attributes(
            attributes -> {
              attributes.put(OAuth2ParameterNames.REGISTRATION_ID, LoginClient.ID);
              attributes.put(OidcParameterNames.NONCE, begun.nonce());
              attributes.put(PkceParameterNames.CODE_VERIFIER, begun.verifier());
            })
        .build();
  }

  /** The customizer and the resolver have set both. */
  private static String attribute(OAuth2AuthorizationRequest begun, String name) {
    return Objects.requireNonNull(begun.<String>getAttribute(name), name);
  }

  private static String naming(String state) {
    return state.substring(0, 12);
  }

  /**
   * What must be known when the provider answers.
   *
   * @param to the page that was asked for
   */
  record Begun(String state, String nonce, String verifier, String to, Instant until) {}
}
