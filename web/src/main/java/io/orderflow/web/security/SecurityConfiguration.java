package io.orderflow.web.security;

import static io.orderflow.web.security.AccessRule.on;

import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemResponse;
import io.orderflow.web.request.RequestArgumentResolver;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The same security in every process that serves HTTP. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({TokenProperties.class, LoginProperties.class})
public class SecurityConfiguration implements WebMvcConfigurer {

  @Bean
  static SecurityModeCheck securityModeCheck() {
    return new SecurityModeCheck();
  }

  /** Before the rules of the modules. Which methods a path has is in the API's document anyway. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  AccessRules generalAccessRules() {
    return AccessRules.of(
        on(HttpMethod.GET, "/health").isOpenToEverybody(),
        on(HttpMethod.OPTIONS, "/api/v1/**").needsAnyToken());
  }

  @Bean
  @Order(1)
  SecurityFilterChain managementSecurity(HttpSecurity http, Environment environment) {
    return SecurityFilterChains.management(http, ManagementPortType.get(environment));
  }

  @Bean
  @Order(2)
  SecurityFilterChain pagesSecurity(HttpSecurity http, SecurityFilterChains chains) {
    return chains.pages(http);
  }

  @Bean
  @Order(3)
  SecurityFilterChain apiSecurity(HttpSecurity http, SecurityFilterChains chains) {
    return chains.api(http);
  }

  @Bean
  BrowserLogin.Settings loginSettings(
      LoginProperties login, TokenProperties tokens, Clock clock, Environment environment) {
    var mode = SecurityMode.of(environment);
    return new BrowserLogin.Settings(
        login.complete(mode, tokens),
        mode.isOpen() ? tokens : tokens.complete(),
        clock,
        environment.getProperty("orderflow.http.base-path", ""));
  }

  @Bean
  LoginProvider loginProvider(BrowserLogin.Settings settings) {
    return new LoginProvider(
        settings.login().isOn()
            ? LoginProperties.origin(URI.create(settings.tokens().issuer()))
            : null);
  }

  @Bean
  SecurityFilterChains securityFilterChains(
      Environment environment,
      BrowserLogin.Settings settings,
      ObjectProvider<AccessRules> rules,
      ObjectProvider<PagesWithLogin> pages,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
    var mode = SecurityMode.of(environment);
    var problems = new SecurityProblemHandler(new DeniedRequestExplainer(endpoints));
    var all = rules.orderedStream().flatMap(some -> some.rules().stream()).toList();
    if (mode.isOpen()) {
      var open = new AuthenticationStrategy.Open(mode == SecurityMode.OPEN, problems);
      return new SecurityFilterChains(open, all, problems, null);
    }
    var tokens = settings.tokens();
    var decoder = new StrictJwtDecoder(tokens, settings.clock());
    var shown = settings.login().isOn() ? pages.getIfAvailable() : null;
    return new SecurityFilterChains(
        new AuthenticationStrategy.ByToken(tokens, decoder, problems),
        all,
        problems,
        shown == null ? null : new BrowserLogin(settings, shown, decoder, problems));
  }

  /** First of all filters, so that refusals have these headers too. */
  @Bean
  FilterRegistrationBean<SecurityHeadersFilter> securityHeaders() {
    var filter = new FilterRegistrationBean<>(new SecurityHeadersFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  NoStoreAdvice noStoreAdvice() {
    return new NoStoreAdvice();
  }

  /** The firewall does not say what it found. */
  @Bean
  RequestRejectedHandler rejectedRequests() {
    return (request, response, _) ->
        ProblemResponse.to(
                request,
                ProblemException.of(
                    GeneralProblemCode.MALFORMED_REQUEST,
                    "Send a path with single slashes, without . and .. as parts, and without ; or"
                        + " an encoded slash, backslash, percent sign or control character; and"
                        + " headers of plain text."))
            .writeTo(response);
  }

  /** Requests are observed as a whole; an observation of each filter would add nothing. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestArgumentResolver<>(Caller.class, _ -> Caller.current()));
    resolvers.add(new RequestArgumentResolver<>(Origin.class, RequestOrigin::of));
    resolvers.add(new RequestArgumentResolver<>(SentAuthorization.class, SentAuthorization::of));
  }
}
