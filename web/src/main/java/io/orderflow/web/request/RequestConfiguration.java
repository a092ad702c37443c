package io.orderflow.web.request;

import io.orderflow.api.OrderId;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.convert.converter.Converter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Checks the headers of API requests, and writes paths as clients know them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BasePathProperties.class)
public class RequestConfiguration implements WebMvcConfigurer {

  @Bean
  FilterRegistrationBean<BasePathFilter> basePathFilter(BasePathProperties basePath) {
    var filter = new FilterRegistrationBean<>(new BasePathFilter(basePath));
    filter.setEnabled(!basePath.basePath().isEmpty());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
    return filter;
  }

  @Bean
  FilterRegistrationBean<ContentNegotiationFilter> contentNegotiationFilter() {
    return contentNegotiation();
  }

  /** Also for error dispatches. */
  static FilterRegistrationBean<ContentNegotiationFilter> contentNegotiation() {
    var filter = new FilterRegistrationBean<>(new ContentNegotiationFilter());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
    return filter;
  }

  static boolean isForeign(Object handler) {
    return handler instanceof HandlerMethod method
        && method.getBeanType().isAnnotationPresent(ForeignContract.class);
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    for (var check :
        List.of(
            new OrderLogInterceptor(),
            new AcceptHeaderCheck(),
            new IdempotencyKeyFormatCheck(),
            new PreconditionInterceptor())) {
      interceptors.addInterceptor(check).addPathPatterns("/api/**");
    }
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestArgumentResolver<>(Preconditions.class, Preconditions::of));
  }

  /** A malformed order id in a path or parameter is answered with the expected form. */
  @Bean
  Converter<String, OrderId> orderIdFromText() {
    return new OrderIdFromText();
  }

  /** A class, because Spring cannot see the types of a lambda. */
  private static final class OrderIdFromText implements Converter<String, OrderId> {

    @Override
    public OrderId convert(String text) {
      return OrderId.parse(text);
    }
  }
}
