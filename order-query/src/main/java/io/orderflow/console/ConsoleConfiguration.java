package io.orderflow.console;

import static io.orderflow.web.security.AccessRule.on;
import static io.orderflow.web.security.AccessRule.onAll;

import io.orderflow.api.Scopes;
import io.orderflow.console.page.FormFields;
import io.orderflow.web.admission.TrafficClass;
import io.orderflow.web.admission.TrafficRule;
import io.orderflow.web.request.RequestArgumentResolver;
import io.orderflow.web.security.AccessRules;
import io.orderflow.web.security.LoginProvider;
import io.orderflow.web.security.PagesWithLogin;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Serves the console below {@code /console}: pages for operators, and their styles and scripts. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@PropertySource("classpath:io/orderflow/console/defaults.properties")
class ConsoleConfiguration implements WebMvcConfigurer {

  private static final String ASSETS = "/console/assets/";

  /** Styles and scripts are no secret, and a page that refuses needs them too. */
  @Bean
  AccessRules consoleAccess() {
    return AccessRules.of(
        on(HttpMethod.GET, ASSETS + "**").isOpenToEverybody(),
        on(HttpMethod.GET, "/console/logged-out").isOpenToEverybody(),
        onAll("/console/**").needsOneOf(Scopes.OPERATE));
  }

  @Bean
  PagesWithLogin consolePages() {
    return new PagesWithLogin("/console", List.of(Scopes.OPERATE));
  }

  @Bean
  TrafficRule consoleAssetTraffic() {
    return new TrafficRule(ASSETS, TrafficClass.DOCUMENTS);
  }

  /** As long as the list, and open to clients that read slowly. */
  @Bean
  TrafficRule consoleDownloadTraffic() {
    return new TrafficRule("/console/orders.csv", TrafficClass.DOCUMENTS);
  }

  /** Anyone may begin one, and it waits for the issuer: it holds no operator's permit. */
  @Bean
  TrafficRule consoleLoginTraffic() {
    return new TrafficRule("/console/login", TrafficClass.DOCUMENTS);
  }

  @Bean
  TrafficRule consoleTraffic() {
    return new TrafficRule("/console", TrafficClass.OPERATORS);
  }

  @Bean
  ConsoleProblemPage consoleProblemPage(
      SpringTemplateEngine engine, @Value("${orderflow.http.base-path:}") String basePath) {
    engine.setLinkBuilder(new GatewayLinkBuilder(basePath));
    return new ConsoleProblemPage(engine);
  }

  /** Right after the filter that sets the headers of every answer. */
  @Bean
  FilterRegistrationBean<ConsoleFilter> consoleFilter(
      ObjectProvider<ConsoleProblemPage> problems, ObjectProvider<LoginProvider> login) {
    var filter =
        new FilterRegistrationBean<>(new ConsoleFilter(problems::getObject, login::getObject));
    filter.setUrlPatterns(List.of("/console", "/console/*"));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestArgumentResolver<>(FormFields.class, FormFields::of));
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(ASSETS + "*")
        .addResourceLocations("classpath:/io/orderflow/console/assets/")
        .setCacheControl(CacheControl.noCache());
    // The chain finds their versions.
    registry
        .addResourceHandler(ASSETS + "webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true);
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/console/", "/console");
    registry.addViewController("/console/logged-out").setViewName("logged-out");
  }
}
