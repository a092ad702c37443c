package io.orderflow.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.web.problem.BodyErrorCollector;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Lets people log in to pages at the issuer of tokens, by OpenID Connect's authorization code flow
 * with PKCE. The filters are Spring Security's; what they would keep in a session of the server is
 * in {@linkplain SealedCookies cookies}.
 */
final class BrowserLogin {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PagesWithLogin pages;
  private final LoginSessions sessions;
  private final LoginRequests requests;
  private final LoginReturn returning;
  private final LoginClient client;
  private final OidcAuthorizationCodeAuthenticationProvider provider;
  private final SecurityProblemHandler problems;

  BrowserLogin(
      Settings settings,
      PagesWithLogin pages,
      StrictJwtDecoder tokens,
      SecurityProblemHandler problems) {
    var login = settings.login();
    var clock = settings.clock();
    var path = settings.basePath() + pages.path();
    this.pages = pages;
    this.problems = problems;
    this.client = new LoginClient(login, settings.tokens(), pages, path);
    this.returning = new LoginReturn(pages.path());
    this.sessions = new LoginSessions(new SealedCookies<>(LoginSession.class, login, path), clock);
    this.requests =
        new LoginRequests(
            new SealedCookies<>(LoginRequests.Begun.class, login, path + "/login"),
            client,
            returning,
            clock);
    var users =
        new LoginUserService(tokens, settings.tokens().customerClaim(), login.session(), clock);
    this.provider = new OidcAuthorizationCodeAuthenticationProvider(tokenClient(), users);
    provider.setJwtDecoderFactory(
        registration -> tokens.ofIdTokens(registration, settings.tokens(), clock));
  }

  private static RestClientAuthorizationCodeTokenResponseClient tokenClient() {
    var http =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    http.setReadTimeout(PATIENCE);
    var tokenClient = new RestClientAuthorizationCodeTokenResponseClient();
    tokenClient.setRestClient(
        RestClient.builder()
            .requestFactory(http)
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return tokenClient;
  }

  RequestMatcher matcher() {
    return new OrRequestMatcher(
        PathPatternRequestMatcher.pathPattern(pages.path()),
        PathPatternRequestMatcher.pathPattern(pages.path() + "/**"));
  }

  void addTo(HttpSecurity http) {
    http.securityContext(context -> context.securityContextRepository(sessions))
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(sessions)
                    .csrfTokenRequestHandler(new FormCsrfHandler())
                    .requireCsrfProtectionMatcher(this::needsCsrfToken))
        .exceptionHandling(handling -> handling.authenticationEntryPoint(this::begin))
        .addFilter(logout())
        .addFilter(redirect())
        .addFilter(answer());
  }

  /** A token in {@code Authorization} is nothing that another site could make a browser send. */
  private boolean needsCsrfToken(HttpServletRequest request) {
    return !READING.contains(request.getMethod()) && sessions.of(request) != null;
  }

  /** Opened pages lead to the login; a form, a script or another program is told why not. */
  private void begin(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
      throws IOException {
    if (isForPage(request)) {
      response.sendRedirect(returning.loginFor(request));
    } else if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
      problems.loggedOut(request, response);
    } else {
      problems.unauthenticated(request, response, missing);
    }
  }

  private static boolean isForPage(HttpServletRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return HttpMethod.GET.matches(request.getMethod())
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && request.getHeader("HX-Request") == null
        && accept != null
        && accept.contains("text/html");
  }

  private OAuth2AuthorizationRequestRedirectFilter redirect() {
    var filter = new OAuth2AuthorizationRequestRedirectFilter(new LoginPath());
    filter.setAuthorizationRequestRepository(requests);
    filter.setRequestCache(new NullRequestCache());
    filter.setAuthenticationFailureHandler(this::failed);
    return filter;
  }

  private OAuth2LoginAuthenticationFilter answer() {
    var path = pages.path() + "/login/answer";
    var filter = new OAuth2LoginAuthenticationFilter(client, new NoClients(), path);
    filter.setAuthenticationManager(new ProviderManager(provider));
    filter.setAuthorizationRequestRepository(requests);
    filter.setSecurityContextRepository(sessions);
    filter.setAuthenticationSuccessHandler(
        (request, response, _) -> response.sendRedirect(LoginRequests.returnOf(request)));
    filter.setAuthenticationFailureHandler(this::failed);
    return filter;
  }

  private void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var unavailable =
        failure.getCause() instanceof AuthenticationServiceException cause ? cause : failure;
    if (unavailable instanceof AuthenticationServiceException) {
      problems.unauthenticated(request, response, unavailable);
    } else {
      problems.loginFailed(request, response, failure);
    }
  }

  private LogoutFilter logout() {
    var filter =
        new LogoutFilter(
            (request, response, _) -> response.sendRedirect(afterLogout(request)),
            (request, response, _) -> {
              if (LoginSessions.known(request) != null) { // another site's form carries no cookie
                sessions.end(response);
              }
            });
    filter.setLogoutRequestMatcher(
        PathPatternRequestMatcher.pathPattern(HttpMethod.POST, pages.path() + "/logout"));
    return filter;
  }

  /** By way of the issuer, which would otherwise log the person in again without a question. */
  private String afterLogout(HttpServletRequest request) {
    var loggedOut = pages.path() + "/logged-out";
    var session = LoginSessions.known(request);
    if (session == null) {
      return loggedOut;
    }
    String end;
    try {
      end = client.endOfSession();
    } catch (AuthenticationServiceException away) {
      return loggedOut;
    }
    if (end == null) {
      return loggedOut;
    }
    var address =
        UriComponentsBuilder.fromUriString(end)
            .queryParam("client_id", "{client}")
            .queryParam("post_logout_redirect_uri", "{page}");
    var page = client.address("/logged-out");
    return session.idToken() == null
        ? address.encode(UTF_8).buildAndExpand(client.clientId(), page).toUriString()
        : address
            .queryParam("id_token_hint", "{token}")
            .encode(UTF_8)
            .buildAndExpand(client.clientId(), page, session.idToken())
            .toUriString();
  }

  /**
   * What a login depends on.
   *
   * @param basePath which a gateway strips
   */
  record Settings(LoginProperties login, TokenProperties tokens, Clock clock, String basePath) {}

  /** Begins a login at one path. */
  private final class LoginPath implements OAuth2AuthorizationRequestResolver {

    private final RequestMatcher path =
        PathPatternRequestMatcher.pathPattern(HttpMethod.GET, pages.path() + "/login");
    private final DefaultOAuth2AuthorizationRequestResolver begun =
        new DefaultOAuth2AuthorizationRequestResolver(client);

    private LoginPath() {
      begun.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
      return path.matches(request) ? begun.resolve(request, LoginClient.ID) : null;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
      return null;
    }
  }

  /** Reads the token of a form from its body, which no parameter of the server comes from. */
  private static final class FormCsrfHandler extends CsrfTokenRequestAttributeHandler {

    private final XorCsrfTokenRequestAttributeHandler masked =
        new XorCsrfTokenRequestAttributeHandler();

    @Override
    public void handle(
        HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
      masked.handle(request, response, token);
    }

    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
      return masked.resolveCsrfTokenValue(new FormRequest(request), token);
    }
  }

  private static final class FormRequest extends HttpServletRequestWrapper {

    private FormRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getParameter(String name) {
      if (!(getAttribute(BodyErrorCollector.BODY) instanceof byte[] body)) {
        return null;
      }
      var sent =
          UriComponentsBuilder.newInstance()
              .query(new String(body, UTF_8))
              .build()
              .getQueryParams()
              .getFirst(name);
      return sent == null ? null : decoded(sent);
    }
  }

  private static @Nullable String decoded(String field) {
    try {
      return URLDecoder.decode(field, UTF_8);
    } catch (IllegalArgumentException broken) {
      return null;
    }
  }

  /** The access token is part of the session, or is forgotten. */
  private static final class NoClients implements OAuth2AuthorizedClientRepository {

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String id, Authentication person, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient authorized,
        Authentication person,
        HttpServletRequest request,
        HttpServletResponse response) {}

    @Override
    public void removeAuthorizedClient(
        String id,
        Authentication person,
        HttpServletRequest request,
        HttpServletResponse response) {}
  }
}
