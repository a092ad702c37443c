package io.orderflow.engine.request;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has the headers of our own API checked; partners call back by a contract of theirs. */
@Configuration(proxyBeanMethods = false)
public class RequestReading {

  @Bean
  WebMvcConfigurer headersChecked() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
            .addInterceptor(new KeyCheck())
            .addPathPatterns("/api/**")
            .excludePathPatterns("/api/v1/callbacks/**");
        interceptors
            .addInterceptor(new PreconditionInterceptor())
            .addPathPatterns("/api/**")
            .excludePathPatterns("/api/v1/callbacks/**");
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PreconditionsArgumentResolver());
      }
    };
  }
}
