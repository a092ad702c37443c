package io.orderflow.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Keeps logins in a cookie of their own, so that no replica needs to know what another one knows,
 * and none forgets them in a restart.
 */
final class LoginSessions implements SecurityContextRepository, CsrfTokenRepository {

  static final String COOKIE = "orderflow-session";

  /** A browser keeps a cookie of at most 4,096 bytes, with its name and attributes. */
  private static final int LONGEST = 3_800;

  private static final String KNOWN = LoginSessions.class.getName() + ".session";
  private static final String NONE = "none";

  private final SealedCookies<LoginSession> cookies;
  private final Clock clock;

  LoginSessions(SealedCookies<LoginSession> cookies, Clock clock) {
    this.cookies = cookies;
    this.clock = clock;
  }

  /** The session of a request whose cookie was read before; null without one. */
  static @Nullable LoginSession known(HttpServletRequest request) {
    return request.getAttribute(KNOWN) instanceof LoginSession session ? session : null;
  }

  /** The session of a request; null if there is none, it has ended, or a token was sent. */
  @Nullable LoginSession of(HttpServletRequest request) {
    if (request.getAttribute(KNOWN) == null) {
      var session = read(request);
      request.setAttribute(KNOWN, session == null ? NONE : session);
      if (session != null) {
        request.setAttribute(
            CurrentLogin.ATTRIBUTE, new CurrentLogin(session.name(), session.endsAt()));
      }
    }
    return known(request);
  }

  private @Nullable LoginSession read(HttpServletRequest request) {
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      return null;
    }
    var session = cookies.open(request, COOKIE);
    return session != null && clock.instant().isBefore(session.endsAt()) ? session : null;
  }

  void end(HttpServletResponse response) {
    cookies.remove(response, COOKIE);
  }

  @Override
  @SuppressWarnings("deprecation") // the interface has no other way
  public SecurityContext loadContext(HttpRequestResponseHolder exchange) {
    var context = SecurityContextHolder.createEmptyContext();
    var session = of(exchange.getRequest());
    if (session != null) {
      context.setAuthentication(CallerAuthentication.of(session));
    }
    return context;
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    if (context.getAuthentication() != null
        && context.getAuthentication().getPrincipal() instanceof LoginUser user) {
      cookies.set(response, COOKIE, sealed(user.session()), null);
    }
  }

  private String sealed(LoginSession session) {
    var whole = cookies.seal(session);
    if (whole.length() <= LONGEST) {
      return whole;
    }
    var shorter = cookies.seal(session.withoutAccessToken());
    return shorter.length() <= LONGEST ? shorter : cookies.seal(session.withoutTokens());
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return of(request) != null;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return csrf(LoginUserService.random());
  }

  /** It is part of the session, and lasts as long. */
  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {}

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    var session = of(request);
    return session == null ? null : csrf(session.csrfToken());
  }

  private static CsrfToken csrf(String token) {
    return new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", token);
  }
}
