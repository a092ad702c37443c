package io.orderflow.web.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What proves who sends a request, to be sent on to the API in the same person's name. Endpoints
 * take it as an argument of their method.
 *
 * @param header the value of {@code Authorization}; null without a token
 */
public record SentAuthorization(@Nullable String header) {

  static SentAuthorization of(HttpServletRequest request) {
    var sent = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (sent != null) {
      return new SentAuthorization(sent);
    }
    var session = LoginSessions.known(request);
    return new SentAuthorization(
        session == null || session.accessToken() == null
            ? null
            : "Bearer " + session.accessToken());
  }

  /** Keeps the token out of logs. */
  @Override
  public String toString() {
    return "SentAuthorization[withheld]";
  }
}
