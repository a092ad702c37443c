package io.orderflow.web.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the session cookie says of a person who has logged in.
 *
 * @param subject of the access token
 * @param name what the provider calls the person
 * @param customer the claim that names one; null without it
 * @param scopes of the access token
 * @param endsAt when the person must log in again
 * @param csrfToken which forms must carry
 * @param accessToken to be sent on to the API; null if it is too long for a cookie
 * @param idToken to be shown to the provider at the logout; null if it is too long for a cookie
 */
record LoginSession(
    String subject,
    String name,
    @Nullable String customer,
    Set<String> scopes,
    Instant endsAt,
    String csrfToken,
    @Nullable String accessToken,
    @Nullable String idToken) {

  LoginSession {
    scopes = Set.copyOf(scopes);
  }

  LoginSession withoutAccessToken() {
    return new LoginSession(subject, name, customer, scopes, endsAt, csrfToken, null, idToken);
  }

  LoginSession withoutTokens() {
    return new LoginSession(subject, name, customer, scopes, endsAt, csrfToken, null, null);
  }

  /** Keeps everything out of logs. */
  @Override
  public String toString() {
    return "LoginSession[withheld]";
  }
}
