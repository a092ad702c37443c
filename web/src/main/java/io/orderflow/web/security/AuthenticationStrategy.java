package io.orderflow.web.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** How callers are authenticated. */
sealed interface AuthenticationStrategy {

  Logger log = LoggerFactory.getLogger(AuthenticationStrategy.class);

  /** The caller of a request without a token. */
  Caller anonymous();

  /** Whether requests that no rule matches are permitted, and so answered "not found". */
  boolean permitsUnmatched();

  /**
   * Adds the filters of this mode.
   *
   * @param open matches requests whose token is ignored
   */
  void addTo(HttpSecurity http, RequestMatcher open);

  /** One line in the log of the start. */
  void announce();

  /** Without authentication. */
  record Open(boolean onlyThisMachine, SecurityProblemHandler refusals)
      implements AuthenticationStrategy {

    @Override
    public Caller anonymous() {
      return Caller.UNRESTRICTED;
    }

    @Override
    public boolean permitsUnmatched() {
      return true;
    }

    @Override
    public void addTo(HttpSecurity http, RequestMatcher open) {
      http.addFilterBefore(
          new CrossSiteRequestFilter(onlyThisMachine, refusals), AuthorizationFilter.class);
    }

    @Override
    public void announce() {
      if (onlyThisMachine) {
        log.info("Open mode: no token is required, and only this machine can connect");
      } else {
        log.warn("Open mode (open-accepted): every caller may do everything");
      }
    }
  }

  /** By bearer token. */
  record ByToken(
      TokenProperties properties, StrictJwtDecoder decoder, SecurityProblemHandler refusals)
      implements AuthenticationStrategy {

    @Override
    public Caller anonymous() {
      return Caller.ANONYMOUS;
    }

    @Override
    public boolean permitsUnmatched() {
      return false;
    }

    @Override
    public void addTo(HttpSecurity http, RequestMatcher open) {
      http.addFilterBefore(filter(open), AnonymousAuthenticationFilter.class);
    }

    @Override
    public void announce() {
      log.info(
          "Tokens are required: issued by {} for {}", properties.issuer(), properties.audience());
    }

    private BearerTokenAuthenticationFilter filter(RequestMatcher open) {
      var provider = new JwtAuthenticationProvider(decoder);
      provider.setJwtAuthenticationConverter(
          token -> CallerAuthentication.of(token, properties.customerClaim()));
      var header = new DefaultBearerTokenResolver();
      var converter = new BearerTokenAuthenticationConverter();
      converter.setBearerTokenResolver(
          request -> open.matches(request) ? null : header.resolve(request));
      var filter = new BearerTokenAuthenticationFilter(new ProviderManager(provider), converter);
      filter.setAuthenticationEntryPoint(refusals::unauthenticated);
      filter.setAuthenticationFailureHandler(refusals::unauthenticated);
      return filter;
    }
  }
}
