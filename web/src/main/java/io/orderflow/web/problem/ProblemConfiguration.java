package io.orderflow.web.problem;

import io.orderflow.engine.logging.RateLimitedLogger;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Answers every failed request with a problem, wherever it failed. */
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {

  /** Around every filter that logs, and within the one that begins a trace. */
  @Bean
  FilterRegistrationBean<LogContextFilter> logContextFilter() {
    var filter = new FilterRegistrationBean<>(new LogContextFilter());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return filter;
  }

  @Bean
  BodyErrorCollector bodyErrorCollector(JsonMapper json) {
    return new BodyErrorCollector(json);
  }

  @Bean
  RateLimitedLogger rateLimitedLogger(Clock clock) {
    return new RateLimitedLogger(clock);
  }

  @Bean
  ProblemAdvice problemAdvice(BodyErrorCollector bodyErrors, RateLimitedLogger log) {
    return new ProblemAdvice(bodyErrors, log);
  }

  /** Writes the pending trace ids before logging shuts down. */
  @Bean
  DisposableBean lastTraceIds() {
    return ServerErrorTraceLog.SHARED::writeAll;
  }

  @Bean
  ProblemErrorController problemErrorController(ProblemAdvice advice) {
    return new ProblemErrorController(advice);
  }

  /** For requests that Tomcat rejects itself, such as a malformed request line. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return tomcat ->
        tomcat.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new TomcatErrorReportValve()));
  }
}
