package io.orderflow.web.limits;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Limits the size of requests and the time they may take to arrive. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpLimitProperties.class)
public class LimitsConfiguration {

  /** Tomcat counts the empty line after the last chunk as a trailer. */
  private static final int LINE_END = 2;

  @Bean
  FilterRegistrationBean<RequestLimitFilter> requestLimitFilter(HttpLimitProperties limits) {
    var filter = new FilterRegistrationBean<>(new RequestLimitFilter(limits));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BufferedBodyFilter> bufferedBodyFilter(HttpLimitProperties limits) {
    var filter = new FilterRegistrationBean<>(new BufferedBodyFilter(new BodyReader(limits)));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return filter;
  }

  /**
   * Chunk extensions and trailers never reach the body, so {@link BodyReader} cannot limit them.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> noChunkExtensionsOrTrailers() {
    return tomcat ->
        tomcat.addConnectorCustomizers(
            connector -> {
              if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxExtensionSize(0);
                http.setMaxTrailerSize(LINE_END);
              }
            });
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadBodiesCloseTheirConnection() {
    return tomcat -> tomcat.addConnectorCustomizers(UnreadBodyConnectionCloser::install);
  }
}
