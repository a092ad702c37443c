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
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Answers requests that security rejects (RFC 6750, section 3). */
final class SecurityProblemHandler {

  private static final Logger log = LoggerFactory.getLogger(SecurityProblemHandler.class);
  private static final String CHALLENGE = "Bearer realm=\"orderflow\"";

  private final DeniedRequestExplainer explainer;

  SecurityProblemHandler(DeniedRequestExplainer explainer) {
    this.explainer = explainer;
  }

  /** For a request without a valid token. */
  void unauthenticated(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof AuthenticationServiceException) {
      log.warn(
          "Cannot verify tokens (key server unreachable): {}",
          NestedExceptionUtils.getMostSpecificCause(failure).toString());
      var problem = "Authentication is temporarily unavailable; retry later.";
      ProblemResponse.to(request, ProblemException.of(GeneralProblem.UNAVAILABLE, problem))
          .writeTo(response);
      return;
    }
    boolean sent = failure instanceof OAuth2AuthenticationException;
    var problem =
        sent
            ? "The token is expired, not yet valid, or not accepted here: get a new one."
            : "Send a token in the header Authorization: Bearer …";
    ProblemResponse.to(request, ProblemException.of(GeneralProblem.UNAUTHENTICATED, problem))
        .with(
            HttpHeaders.WWW_AUTHENTICATE,
            sent ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE)
        .writeTo(response);
  }

  /** For a valid token without the required scope. */
  void denied(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    if (failure instanceof AuthorizationDeniedException denied
        && denied.getAuthorizationResult() instanceof ScopeMissing missing) {
      var problem = "Get a token with the scope " + String.join(" or ", missing.oneOf()) + ".";
      ProblemResponse.to(request, ProblemException.of(GeneralProblem.FORBIDDEN, problem))
          .with(
              HttpHeaders.WWW_AUTHENTICATE,
              CHALLENGE
                  + ", error=\"insufficient_scope\", scope=\""
                  + String.join(" ", missing.oneOf())
                  + "\"")
          .writeTo(response);
    } else {
      explainer.explain(request).writeTo(response);
    }
  }

  /** For a request that another site made a browser send. */
  void crossSite(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var problem = "Cross-site requests and unknown host names are not allowed.";
    ProblemResponse.to(request, ProblemException.of(GeneralProblem.FORBIDDEN, problem))
        .writeTo(response);
  }

  /** None of the required scopes was there. */
  record ScopeMissing(List<String> oneOf) implements AuthorizationResult {

    @Override
    public boolean isGranted() {
      return false;
    }
  }
}
