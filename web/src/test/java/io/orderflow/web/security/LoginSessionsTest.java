package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoginSessionsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SECRET = "a secret of more than sixteen";

  @Test
  void another_replica_knows_who_has_logged_in() {
    var session = new LoginSession("7f3a", "olga", null, Set.of("all"), end(), "csrf", "a", "b");
    assertThat(sessions(SECRET, NOW).of(request(cookie(session)))).isEqualTo(session);
  }

  @Test
  void a_login_ends_by_the_clock() {
    var cookie = cookie(session(10));
    assertThat(sessions(SECRET, end().minusMillis(1)).of(request(cookie))).isNotNull();
    assertThat(sessions(SECRET, end()).of(request(cookie))).isNull();
  }

  @Test
  void a_cookie_of_another_secret_or_purpose_is_no_login() {
    var cookie = cookie(session(10));
    assertThat(sessions("another secret, as long", NOW).of(request(cookie))).isNull();
    var elsewhere = new SealedCookies<>(LoginSession.class, properties(SECRET), "/pages/login");
    assertThat(sessions(SECRET, NOW).of(request(elsewhere.seal(session(10))))).isNull();
  }

  @Test
  void a_token_beside_the_cookie_counts_alone() {
    var request = request(cookie(session(10)));
    request.addHeader("Authorization", "Bearer x");
    assertThat(sessions(SECRET, NOW).of(request)).isNull();
  }

  @Test
  void a_cookie_holds_the_tokens_as_long_as_a_browser_keeps_it() {
    assertThat(kept(session(500)).accessToken()).hasSize(500);
    assertThat(kept(session(500)).idToken()).hasSize(500);
    assertThat(kept(session(2_000)).accessToken()).isNull();
    assertThat(kept(session(2_000)).idToken()).hasSize(2_000);
    assertThat(kept(session(5_000)).idToken()).isNull();
    assertThat(kept(session(5_000)).scopes()).containsExactly("all");
  }

  private static LoginSession kept(LoginSession session) {
    var cookie = cookie(session);
    assertThat(cookie.length()).isLessThan(3_900);
    return Objects.requireNonNull(sessions(SECRET, NOW).of(request(cookie)));
  }

  /** With tokens that nothing makes shorter. */
  private static LoginSession session(int characters) {
    var token = new StringBuilder();
    while (token.length() < characters) {
      token.append(LoginUserService.random());
    }
    token.setLength(characters);
    return new LoginSession(
        "7f3a",
        "olga",
        "c-1",
        Set.of("all"),
        end(),
        "csrf",
        token.toString(),
        token.reverse().toString());
  }

  private static Instant end() {
    return NOW.plus(Duration.ofHours(1));
  }

  /** As the response to a login sets it. */
  private static String cookie(LoginSession session) {
    var response = new MockHttpServletResponse();
    var idToken = OidcIdToken.withTokenValue("id").subject(session.subject()).build();
    var login = new TestingAuthenticationToken(new LoginUser(idToken, session), "");
    sessions(SECRET, NOW)
        .saveContext(new SecurityContextImpl(login), new MockHttpServletRequest(), response);
    return Objects.requireNonNull(response.getCookie(LoginSessions.COOKIE)).getValue();
  }

  private static MockHttpServletRequest request(@Nullable String cookie) {
    var request = new MockHttpServletRequest();
    request.setCookies(new Cookie(LoginSessions.COOKIE, cookie));
    return request;
  }

  private static LoginSessions sessions(String secret, Instant now) {
    return new LoginSessions(
        new SealedCookies<>(LoginSession.class, properties(secret), "/pages"),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static LoginProperties properties(String secret) {
    return new LoginProperties(
        "console", secret, "https://orders.example.com", List.of(), Duration.ofHours(1));
  }
}
