package io.orderflow.web.security;

import java.time.Clock;
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

/** How it is found out who a caller is. */
sealed interface AuthenticationMode {

  Logger LOG = LoggerFactory.getLogger(AuthenticationMode.class);

  /** Who it is that nothing was found out about. */
  Caller stranger();

  /** Whether what no rule names is left to the endpoints, and so to "not found". */
  boolean letsPassWhatNoRuleNames();

  /**
   * Adds what is needed.
   *
   * @param open what everybody may do, without a look at any token
   */
  void addTo(HttpSecurity http, RequestMatcher open);

  /** Nobody is asked. */
  record Open(boolean onlyThisMachine, SecurityProblemHandler refusals)
      implements AuthenticationMode {

    @Override
    public Caller stranger() {
      return Caller.UNRESTRICTED;
    }

    @Override
    public boolean letsPassWhatNoRuleNames() {
      return true;
    }

    @Override
    public void addTo(HttpSecurity http, RequestMatcher open) {
      http.addFilterBefore(
          new CrossSiteRequestFilter(onlyThisMachine, refusals), AuthorizationFilter.class);
      if (onlyThisMachine) {
        LOG.info("Open: nobody is asked for a token, and only this machine is listened to");
      } else {
        LOG.warn("Open (open-accepted): whoever reaches this may do everything");
      }
    }
  }

  /** By the token a caller sends. */
  record ByToken(SecurityProperties properties, Clock clock, SecurityProblemHandler refusals)
      implements AuthenticationMode {

    @Override
    public Caller stranger() {
      return Caller.ANONYMOUS;
    }

    @Override
    public boolean letsPassWhatNoRuleNames() {
      return false;
    }

    @Override
    public void addTo(HttpSecurity http, RequestMatcher open) {
      http.addFilterBefore(filter(open), AnonymousAuthenticationFilter.class);
      LOG.info(
          "Tokens are asked for: issued by {} for {}", properties.issuer(), properties.audience());
    }

    private BearerTokenAuthenticationFilter filter(RequestMatcher open) {
      var provider = new JwtAuthenticationProvider(new StrictJwtDecoder(properties, clock));
      provider.setJwtAuthenticationConverter(
          token -> CallerAuthentication.of(token, properties.customerClaim()));
      var header = new DefaultBearerTokenResolver();
      var converter = new BearerTokenAuthenticationConverter();
      converter.setBearerTokenResolver(
          request -> open.matches(request) ? null : header.resolve(request));
      var filter = new BearerTokenAuthenticationFilter(new ProviderManager(provider), converter);
      filter.setAuthenticationEntryPoint(refusals::unknown);
      filter.setAuthenticationFailureHandler(refusals::unknown);
      return filter;
    }
  }
}
