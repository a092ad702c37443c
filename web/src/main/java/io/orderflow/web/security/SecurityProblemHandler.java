package io.orderflow.web.security;

import io.orderflow.web.problem.GeneralProblemCode;
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
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.csrf.CsrfException;

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
      ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.UNAVAILABLE, problem))
          .writeTo(response);
      return;
    }
    boolean sent = failure instanceof OAuth2AuthenticationException;
    var problem =
        sent
            ? "The token is expired, not yet valid, or not accepted here: get a new one."
            : "Send a token in the header Authorization: Bearer …";
    ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.UNAUTHENTICATED, problem))
        .with(
            HttpHeaders.WWW_AUTHENTICATE,
            sent ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE)
        .writeTo(response);
  }

  /** For a form or a script of a page that was opened by a login which has ended. */
  void loggedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var problem = "You are not logged in, so nothing was done. Open the page again to log in.";
    ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.UNAUTHENTICATED, problem))
        .with(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .writeTo(response);
  }

  /** For an answer of the issuer that is no login. */
  void loginFailed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    var code =
        failure instanceof OAuth2AuthenticationException answered
            ? answered.getError().getErrorCode()
            : failure.getClass().getSimpleName();
    log.warn(
        "A login failed ({}): {}",
        code.replaceAll("[^A-Za-z0-9_.-]", "?"),
        NestedExceptionUtils.getMostSpecificCause(failure).getClass().getSimpleName());
    var problem =
        OAuth2ErrorCodes.ACCESS_DENIED.equals(code)
            ? "The login was refused by the provider. Log in as someone else, or ask for access."
            : "The login did not succeed. Try it again.";
    ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.UNAUTHENTICATED, problem))
        .with(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .writeTo(response);
  }

  /** For a valid token without the required scope. */
  void denied(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    if (failure instanceof AuthorizationDeniedException denied
        && denied.getAuthorizationResult() instanceof ScopeMissing missing) {
      var scopes = String.join(" or ", missing.oneOf());
      var problem =
          LoginSessions.known(request) == null
              ? "Get a token with the scope " + scopes + "."
              : "Your login lacks the scope "
                  + scopes
                  + ". Log in as someone who has it, or ask for it.";
      ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.FORBIDDEN, problem))
          .with(
              HttpHeaders.WWW_AUTHENTICATE,
              CHALLENGE
                  + ", error=\"insufficient_scope\", scope=\""
                  + String.join(" ", missing.oneOf())
                  + "\"")
          .writeTo(response);
    } else if (failure instanceof CsrfException) {
      var problem =
          "The form was not sent from a page of this login, so nothing was done. Open the page"
              + " again, and send it from there.";
      ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.FORBIDDEN, problem))
          .writeTo(response);
    } else {
      explainer.explain(request).writeTo(response);
    }
  }

  /** For a request that another site made a browser send. */
  void crossSite(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var problem = "Cross-site requests and unknown host names are not allowed.";
    ProblemResponse.to(request, ProblemException.of(GeneralProblemCode.FORBIDDEN, problem))
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
