package io.orderflow.web.security;

import io.orderflow.web.security.SecurityProblemHandler.ScopeMissing;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The security filter chains. They are stateless, and all but the pages' know nothing of a login:
 * there is nothing that CSRF could use. No filter runs that only serves the servlet API.
 */
final class SecurityFilterChains {

  private final AuthenticationStrategy authenticationStrategy;
  private final List<AccessRule> rules;
  private final SecurityProblemHandler problems;
  private final @Nullable BrowserLogin login;

  SecurityFilterChains(
      AuthenticationStrategy authenticationStrategy,
      List<AccessRule> rules,
      SecurityProblemHandler problems,
      @Nullable BrowserLogin login) {
    this.authenticationStrategy = authenticationStrategy;
    this.rules = List.copyOf(rules);
    this.problems = problems;
    this.login = login;
  }

  /** Health and metrics are open, but only on a separate management port. */
  static SecurityFilterChain management(HttpSecurity http, ManagementPortType port) {
    RequestMatcher monitoring =
        port == ManagementPortType.DIFFERENT
            ? outsideOfApi(
                new OrRequestMatcher(
                    EndpointRequest.to("health", "prometheus"), EndpointRequest.toLinks()))
            : _ -> false;
    return bare(http)
        .securityMatcher(monitoring)
        .authorizeHttpRequests(all -> all.anyRequest().permitAll())
        .build();
  }

  /** Pages with a login; without one no request is theirs. */
  SecurityFilterChain pages(HttpSecurity http) {
    if (login == null) {
      return bare(http).securityMatcher(_ -> false).build();
    }
    guarded(http.securityMatcher(login.matcher()));
    login.addTo(http);
    return http.build();
  }

  SecurityFilterChain api(HttpSecurity http) {
    authenticationStrategy.announce();
    return guarded(http).build();
  }

  private HttpSecurity guarded(HttpSecurity http) {
    bare(http)
        .anonymous(anonymous -> anonymous.principal(authenticationStrategy.anonymous()))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(problems::unauthenticated)
                    .accessDeniedHandler(problems::denied))
        .authorizeHttpRequests(
            requests -> {
              // These continue requests that were permitted already.
              requests
                  .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                  .permitAll();
              rules.forEach(rule -> requests.requestMatchers(matcher(rule)).access(accessBy(rule)));
              requests.anyRequest().access(unmatched());
            });
    authenticationStrategy.addTo(http, openToEverybody());
    return http;
  }

  /** Nearly all requests are the API's; comparing them with management's endpoints costs more. */
  private static RequestMatcher outsideOfApi(RequestMatcher endpoints) {
    return request -> !request.getRequestURI().startsWith("/api/") && endpoints.matches(request);
  }

  private static HttpSecurity bare(HttpSecurity http) {
    // By default the context would be looked for in a session, and a 401 would begin one.
    http.setSharedObject(RequestCache.class, new NullRequestCache());
    return http.securityContext(
            context ->
                context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable);
  }

  private static AuthorizationManager<RequestAuthorizationContext> accessBy(AccessRule rule) {
    return (authentication, _) -> decision(rule, authentication.get());
  }

  private static AuthorizationResult decision(
      AccessRule rule, @Nullable Authentication authentication) {
    boolean known =
        authentication != null && !(authentication instanceof AnonymousAuthenticationToken);
    var caller = Caller.of(authentication);
    return rule.permits(caller, known || caller == Caller.UNRESTRICTED)
        ? new AuthorizationDecision(true)
        : new ScopeMissing(rule.oneOf());
  }

  private AuthorizationManager<RequestAuthorizationContext> unmatched() {
    var decision = new AuthorizationDecision(authenticationStrategy.permitsUnmatched());
    return (_, _) -> decision;
  }

  private RequestMatcher openToEverybody() {
    var open =
        rules.stream().filter(AccessRule::everybody).map(SecurityFilterChains::matcher).toList();
    return request -> open.stream().anyMatch(one -> one.matches(request));
  }

  private static RequestMatcher matcher(AccessRule rule) {
    var methods = new ArrayList<RequestMatcher>();
    methods.add(PathPatternRequestMatcher.pathPattern(rule.method(), rule.pattern()));
    if (HttpMethod.GET.equals(rule.method())) {
      methods.add(PathPatternRequestMatcher.pathPattern(HttpMethod.HEAD, rule.pattern()));
    }
    return new OrRequestMatcher(methods);
  }
}
