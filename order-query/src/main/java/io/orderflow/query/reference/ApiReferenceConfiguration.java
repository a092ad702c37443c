package io.orderflow.query.reference;

import static io.orderflow.web.security.AccessRule.on;

import io.orderflow.web.admission.TrafficClass;
import io.orderflow.web.admission.TrafficRule;
import io.orderflow.web.security.AccessRules;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the OpenAPI document with Swagger UI and ReDoc. Everything is served from here: nothing is
 * fetched from elsewhere, and no page contains a script.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
public class ApiReferenceConfiguration implements WebMvcConfigurer {

  private static final String DOCUMENT = "/docs/orderflow.yaml";

  /** The API is public; its data is not. */
  @Bean
  AccessRules referenceAccess() {
    return AccessRules.of(
        on(HttpMethod.GET, "/docs/**").isOpenToEverybody(),
        on(HttpMethod.GET, "/api/v1/openapi.yaml").isOpenToEverybody());
  }

  @Bean
  TrafficRule pagesTraffic() {
    return new TrafficRule("/docs", TrafficClass.DOCUMENTS);
  }

  @Bean
  TrafficRule documentTraffic() {
    return new TrafficRule("/api/v1/openapi.yaml", TrafficClass.DOCUMENTS);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/docs/*")
        .addResourceLocations("classpath:/io/orderflow/query/reference/docs/")
        .setCacheControl(CacheControl.noCache());
    // The chain finds their versions.
    registry
        .addResourceHandler("/docs/webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true);
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/api/v1/openapi.yaml").setViewName("forward:" + DOCUMENT);
    registry.addViewController("/docs").setViewName("forward:/docs/index.html");
    registry.addRedirectViewController("/docs/", "/docs");
    registry.addViewController("/docs/swagger").setViewName("forward:/docs/swagger.html");
    registry.addViewController("/docs/redoc").setViewName("forward:/docs/redoc.html");
  }
}
