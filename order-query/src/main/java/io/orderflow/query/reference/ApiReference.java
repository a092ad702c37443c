package io.orderflow.query.reference;

import static io.orderflow.engine.security.AccessRule.on;

import io.orderflow.engine.security.AccessRules;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the document of the API as it was written, with Swagger UI and ReDoc. All of it comes from
 * here: nothing is fetched from elsewhere, and no script stands in a page.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
public class ApiReference implements WebMvcConfigurer {

  private static final String HERE = "io/orderflow/query/reference/docs/";

  /** What can be asked is no secret; what is answered may be. */
  @Bean
  AccessRules referenceAccess() {
    return AccessRules.of(
        on(HttpMethod.GET, "/docs/**").isOpenToEverybody(),
        on(HttpMethod.GET, "/api/v1/openapi.yaml").isOpenToEverybody());
  }

  /** No type is known for files of its name, so it says its own. */
  @Bean
  RouterFunction<ServerResponse> apiDocument() {
    var document = new ClassPathResource(HERE + "orderflow.yaml");
    return RouterFunctions.route()
        .route(
            RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)
                .and(RequestPredicates.path("/api/v1/openapi.yaml")),
            _ ->
                ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_YAML)
                    .cacheControl(CacheControl.noCache())
                    .body(document))
        .build();
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/docs/*")
        .addResourceLocations("classpath:/" + HERE)
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
    registry.addViewController("/docs").setViewName("forward:/docs/index.html");
    registry.addRedirectViewController("/docs/", "/docs");
    registry.addViewController("/docs/swagger").setViewName("forward:/docs/swagger.html");
    registry.addViewController("/docs/redoc").setViewName("forward:/docs/redoc.html");
  }
}
