package io.orderflow.web.security;

import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** What those are told who may not come in (RFC 6750, section 3). */
final class SecurityProblemHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityProblemHandler.class);
  private static final String CHALLENGE = "Bearer realm=\"orderflow\"";

  private final DeniedRequestExplainer explainer;

  SecurityProblemHandler(DeniedRequestExplainer explainer) {
    this.explainer = explainer;
  }

  /** Without a token, or with one that does not hold. */
  void unknown(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof AuthenticationServiceException) {
      LOG.warn("Nobody can be told apart now: {}", rootOf(failure).toString());
      var problem = "Who sends this cannot be found out right now; send it again later.";
      ProblemResponse.to(request, ProblemException.of(GeneralProblem.UNAVAILABLE, problem))
          .writeTo(response);
      return;
    }
    boolean sent = failure instanceof OAuth2AuthenticationException;
    var problem =
        sent
            ? "The token is expired, not yet valid, or not one that counts here: get a new one."
            : "Send a token in the header Authorization: Bearer …";
    ProblemResponse.to(request, ProblemException.of(GeneralProblem.UNAUTHENTICATED, problem))
        .with(
            HttpHeaders.WWW_AUTHENTICATE,
            sent ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE)
        .writeTo(response);
  }

  /** With a token that holds, but not for this. */
  void denied(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    if (failure instanceof AuthorizationDeniedException denied
        && denied.getAuthorizationResult() instanceof ScopeMissing missing) {
      var problem = "Get a token with the scope " + String.join(" or ", missing.oneOf()) + ".";
      ProblemResponse.to(request, ProblemException.of(GeneralProblem.FORBIDDEN, problem))
          .with(
              HttpHeaders.WWW_AUTHENTICATE,
              CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + String.join(" ", missing.oneOf()) + "\"")
          .writeTo(response);
    } else {
      explainer.whyNot(request).writeTo(response);
    }
  }

  /** A browser was sent here by somebody else. */
  void foreign(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var problem = "A page of another site may not do this, nor may this be reached by that name.";
    ProblemResponse.to(request, ProblemException.of(GeneralProblem.FORBIDDEN, problem))
        .writeTo(response);
  }

  private static Throwable rootOf(Throwable failure) {
    return failure.getCause() == null ? failure : rootOf(failure.getCause());
  }

  /** One of these would have been needed. */
  record ScopeMissing(List<String> oneOf) implements AuthorizationResult {

    @Override
    public boolean isGranted() {
      return false;
    }
  }
}
