package io.orderflow.web.admission;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.logging.RateLimitedLogger;
import io.orderflow.web.limits.HttpLimitProperties;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts admission control before all costly work, security included. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(AdmissionProperties.class)
public class AdmissionConfiguration {

  /** Right after the request limits and the buffering of the body. */
  private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

  @Bean
  Bulkheads bulkheads(
      AdmissionProperties settings,
      HttpLimitProperties http,
      @Value("${server.tomcat.threads.max:200}") int threads) {
    int needed = settings.places() + http.slowBodies() + SPARE;
    if (threads < needed) {
      throw new InvalidConfigurationPropertyValueException(
          "server.tomcat.threads.max",
          threads,
          "Set it to %d or more, or set fewer places in orderflow.admission.lanes: each request that holds or waits for a place occupies a thread, and further threads refuse the rest."
              .formatted(needed));
    }
    return new Bulkheads(settings);
  }

  @Bean
  TrafficClassifier trafficClassifier(List<TrafficRule> rules) {
    return new TrafficClassifier(rules);
  }

  @Bean
  FilterRegistrationBean<BulkheadFilter> admission(
      TrafficClassifier traffic,
      Bulkheads bulkheads,
      AdmissionProperties settings,
      List<AdmissionPolicy> policies,
      OverloadResponses refusals) {
    var filter =
        new FilterRegistrationBean<>(
            new BulkheadFilter(
                traffic, bulkheads.byTrafficClass, settings.patience(), policies, refusals));
    filter.setOrder(ORDER);
    return filter;
  }

  @Bean
  FilterRegistrationBean<AdmissionPolicyFilter> admissionPolicies(
      TrafficClassifier traffic,
      Bulkheads bulkheads,
      List<AdmissionPolicy> policies,
      OverloadResponses refusals) {
    var filter =
        new FilterRegistrationBean<>(
            new AdmissionPolicyFilter(traffic, bulkheads.byTrafficClass, policies, refusals));
    filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 10);
    return filter;
  }

  @Bean
  OverloadResponses overloadRefusals(
      TrafficClassifier traffic, AdmissionProperties settings, RateLimitedLogger log) {
    return new OverloadResponses(traffic, settings.retryAfter(), log);
  }

  @Bean
  MeterBinder admissionMeters(Bulkheads bulkheads) {
    return registry ->
        bulkheads.byTrafficClass.forEach(
            (trafficClass, bulkhead) -> {
              String name = trafficClass.lowerCase();
              Gauge.builder("orderflow.admission.admitted", bulkhead, Bulkhead::admitted)
                  .description("requests that hold a place")
                  .tag("lane", name)
                  .register(registry);
              Gauge.builder("orderflow.admission.waiting", bulkhead, Bulkhead::waiting)
                  .description("requests that wait for a place")
                  .tag("lane", name)
                  .register(registry);
              FunctionCounter.builder("orderflow.admission.refused", bulkhead, Bulkhead::refused)
                  .description("requests that were refused")
                  .tag("lane", name)
                  .register(registry);
            });
  }

  /** Threads for health checks and for refusals. */
  private static final int SPARE = 16;

  /** One bulkhead for each traffic class. */
  static final class Bulkheads {

    private final Map<TrafficClass, Bulkhead> byTrafficClass = new EnumMap<>(TrafficClass.class);

    Bulkheads(AdmissionProperties settings) {
      for (TrafficClass trafficClass : TrafficClass.values()) {
        byTrafficClass.put(trafficClass, new Bulkhead(settings.of(trafficClass)));
      }
    }
  }
}
