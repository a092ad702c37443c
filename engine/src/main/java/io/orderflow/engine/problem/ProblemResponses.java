package io.orderflow.engine.problem;

import io.orderflow.api.OrderId;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.convert.converter.Converter;
import tools.jackson.databind.json.JsonMapper;

/** Makes every answer that is not a success a problem, wherever on its way the request failed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpLimits.class)
public class ProblemResponses {

  /** The empty line after the last chunk counts as a trailer. */
  private static final int LINE_END = 2;

  @Bean
  Mistakes mistakes(JsonMapper json) {
    return new Mistakes(json);
  }

  @Bean
  SeldomLog seldomLog(Clock clock) {
    return new SeldomLog(clock);
  }

  @Bean
  ProblemAdvice problemAdvice(Mistakes mistakes, SeldomLog seldom) {
    return new ProblemAdvice(mistakes, seldom);
  }

  /** The last trace ids are written before the log ends. */
  @Bean
  DisposableBean lastTraceIds() {
    return TraceLog.SHARED::writeAll;
  }

  @Bean
  ProblemFallback problemFallback(ProblemAdvice advice) {
    return new ProblemFallback(advice);
  }

  @Bean
  FilterRegistrationBean<RequestForm> requestForm(HttpLimits limits) {
    var filter = new FilterRegistrationBean<>(new RequestForm(limits));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
    return filter;
  }

  /** Also of what is dispatched to once more, such as the page of errors. */
  @Bean
  FilterRegistrationBean<Negotiation> negotiation() {
    var filter = new FilterRegistrationBean<>(new Negotiation());
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
    return filter;
  }

  @Bean
  FilterRegistrationBean<ReceivedBody> receivedBody(HttpLimits limits) {
    var filter = new FilterRegistrationBean<>(new ReceivedBody(new Reception(limits)));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return filter;
  }

  /** What Tomcat refuses by itself, such as a request line it cannot read. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return tomcat ->
        tomcat.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new TomcatProblems()));
  }

  /** What may stand around the chunks of a body comes to no reader, and so to no limit of ours. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> nothingAroundChunks() {
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
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> nothingReadInVain() {
    return tomcat -> tomcat.addConnectorCustomizers(UnreadBodies::endTheirConnections);
  }

  /** Ids in paths and parameters. */
  @Bean
  Converter<String, OrderId> orderIdFromText() {
    return new OrderIdFromText();
  }

  private static final class OrderIdFromText implements Converter<String, OrderId> {

    @Override
    public OrderId convert(String text) {
      return OrderId.parse(text);
    }
  }
}
